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
    "/ateliers/gimont-passer-la-main/inscription/plusieurs/?personnes=3",
    "/ateliers/visite-de-la-ganterie-et-de-ses-machines/inscription/",
    "/ateliers/journee-des-membres-nos-questions-difficiles/inscription/",
    "/cycles/",
    "/cycles/tiers-lieux-ruraux-ouvrir-tenir-transmettre/",
    "/cycles/tiers-lieux-ruraux-ouvrir-tenir-transmettre/inscription/",
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


def a_partir_de(page, depart, morceau):
    """`depart`, and what it leads to whose address holds `morceau`, pages of pages included."""
    vues, a_voir = [], [depart]
    while a_voir and len(vues) < 25:
        chemin = a_voir.pop(0)
        reponse = page.goto(chemin)
        vues.append(chemin)
        if "html" not in reponse.headers.get("content-type", ""):
            continue
        yield chemin
        liens = page.eval_on_selector_all(
            "main a[href], #content a[href]", "les => les.map(l => l.href)"
        )
        neufs = (lien.split("#")[0] for lien in liens if morceau in lien and ".ics" not in lien)
        a_voir += [lien for lien in dict.fromkeys(neufs) if lien not in vues + a_voir]


def test_axe_ne_trouve_rien_sur_les_pages_privees_d_une_inscription(portail, ouvrir_un_onglet, axe):
    page = ouvrir_un_onglet(viewport={"width": 320, "height": 640}, bypass_csp=True)
    portail.connecter(page, "porteuse")

    reproches, nombre = {}, 0
    for chemin in a_partir_de(page, f"{portail.adresse}/mon-espace/", "/inscriptions/"):
        nombre += 1
        if violations := axe(page):
            reproches[chemin] = violations
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            reproches[chemin] = "déborde"

    assert reproches == {}
    assert nombre >= 8


def test_axe_ne_trouve_rien_autour_d_une_journee_dans_le_back_office(
    portail, ouvrir_un_onglet, axe
):
    page = ouvrir_un_onglet(viewport=BUREAU, bypass_csp=True)
    portail.connecter(page, "animation")
    portail.ouvrir(page, "/admin/ateliers/atelier/?q=Simorre")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")
    outils = page.eval_on_selector_all(".object-tools a", "les => les.map(l => l.href)")

    reproches = {}
    for chemin in [page.url, *(o for o in outils if "/admin/" in o)]:
        page.goto(chemin)
        if violations := axe(page):
            reproches[chemin] = violations

    assert reproches == {}
    assert len(outils) >= 5


@pytest.mark.parametrize("chemin", PUBLIQUES)
def test_rien_ne_deborde_a_deux_cents_pour_cent(portail, ouvrir_un_onglet, chemin):
    """320 CSS pixels is what a 640-pixel window leaves at 200 % (and WCAG 1.4.10 asks)."""
    page = ouvrir_un_onglet(viewport={"width": 320, "height": 640})

    portail.ouvrir(page, chemin)

    largeur = page.evaluate("document.documentElement.scrollWidth")
    assert largeur <= 320
