"""Every kind of page, at both widths and in both colour schemes: axe finds nothing."""

import pytest

from .conftest import BUREAU, TELEPHONE

PUBLIQUES = [
    "/",
    "/lieux/",
    "/lieux/?q=introuvable",
    "/lieux/carte/",
    "/lieux/la-dynamo/",
    "/ateliers/",
    "/ateliers/?du=hier",
    "/ateliers/simorre-qui-decide-quand-tout-le-monde-passe/",
    "/ateliers/sarrant-de-quoi-vit-un-tiers-lieu/",
    "/ateliers/simorre-qui-decide-quand-tout-le-monde-passe/inscription/",
    "/cycles/",
    "/cycles/tiers-lieux-ruraux-ouvrir-tenir-transmettre/",
    "/groupes/",
    "/groupes/inclusion-numerique/",
    "/actualites/",
    "/inscriptions/retrouver/",
    "/inscriptions/merci/",
    "/mentions-legales/",
    "/confidentialite/",
    "/accessibilite/",
    "/compte/login/",
    "/compte/signup/",
    "/compte/password/reset/",
    "/demo/courriels/",
    "/adresse-qui-n-existe-pas/",
]
CONNECTEES = {
    "membre": ["/mon-espace/", "/groupes/animation-et-programmation/", "/compte/2fa/"],
    "animation": ["/admin/", "/admin/ateliers/cycle/add/", "/admin/ateliers/atelier/"],
}


@pytest.mark.parametrize("cadre", [TELEPHONE, BUREAU], ids=["telephone", "bureau"])
@pytest.mark.parametrize("couleurs", ["light", "dark"])
def test_axe_ne_trouve_rien_sur_les_pages_publiques(
    portail, ouvrir_un_onglet, axe, cadre, couleurs
):
    page = ouvrir_un_onglet(viewport=cadre, color_scheme=couleurs, bypass_csp=True)

    violations = {}
    for chemin in PUBLIQUES:
        portail.ouvrir(page, chemin)
        violations[chemin] = axe(page)

    assert {c: v for c, v in violations.items() if v} == {}


@pytest.mark.parametrize("qui", CONNECTEES)
def test_axe_ne_trouve_rien_une_fois_connecte(portail, ouvrir_un_onglet, axe, qui):
    page = ouvrir_un_onglet(viewport=BUREAU, bypass_csp=True)
    portail.connecter(page, qui)

    violations = {}
    for chemin in CONNECTEES[qui]:
        portail.ouvrir(page, chemin)
        violations[chemin] = axe(page)

    assert {c: v for c, v in violations.items() if v} == {}


@pytest.mark.parametrize("chemin", PUBLIQUES)
def test_rien_ne_deborde_a_deux_cents_pour_cent(portail, ouvrir_un_onglet, chemin):
    """320 CSS pixels is what a 640-pixel window leaves at 200 % (and WCAG 1.4.10 asks)."""
    page = ouvrir_un_onglet(viewport={"width": 320, "height": 640})

    portail.ouvrir(page, chemin)

    largeur = page.evaluate("document.documentElement.scrollWidth")
    assert largeur <= 320
