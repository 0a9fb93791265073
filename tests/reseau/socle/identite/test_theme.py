import re
from itertools import product

import pytest
from django.conf import settings
from django.urls import reverse

from reseau.socle.identite.couleurs import PAPIERS_CLAIRS, PAPIERS_SOMBRES, contraste
from reseau.socle.identite.models import Reseau
from reseau.socle.identite.theme import feuille_de_style
from tests.factories import ReseauFactory

FEUILLE = (settings.BASE_DIR / "static/css/jetons.css").read_text()


def jetons(texte):
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", texte))


def jetons_de_la_feuille():
    clair, sombre = FEUILLE.split("prefers-color-scheme: dark")
    return {"clair": jetons(clair), "sombre": jetons(sombre)}


def test_le_theme_porte_les_couleurs_du_reseau(client):
    ReseauFactory(couleur_forte="#3a3a8c", couleur_accent="#8c1f5c")

    reponse = client.get(reverse("theme_css"))

    assert reponse["Content-Type"] == "text/css"
    assert reponse["Cache-Control"] == "public, max-age=31536000, immutable"
    assert reponse.content.decode().startswith(
        ":root{--couleur-forte:#3a3a8c;--couleur-accent:#8c1f5c}@media(prefers-color-scheme:dark)"
    )


def test_le_theme_rend_lisible_une_couleur_trop_pale_dans_les_deux_modes():
    pale = Reseau(couleur_forte="#ffe680", couleur_accent="#cfe8ff")

    clair, sombre = feuille_de_style(pale).split("@media")

    for texte, papiers in ((clair, PAPIERS_CLAIRS), (sombre, PAPIERS_SOMBRES)):
        couleurs = jetons(texte)
        assert couleurs.keys() == {"couleur-forte", "couleur-accent"}
        for couleur, papier in product(couleurs.values(), papiers):
            assert contraste(couleur, papier) >= 4.5


def test_sans_reseau_le_theme_est_celui_de_la_feuille_de_style():
    clair, sombre = feuille_de_style(Reseau()).split("@media")

    attendus = jetons_de_la_feuille()

    assert jetons(clair).items() <= attendus["clair"].items()
    assert jetons(sombre).items() <= attendus["sombre"].items()


def test_les_papiers_de_la_feuille_sont_ceux_ou_l_on_mesure_le_contraste():
    papiers = ("papier", "papier-creux", "papier-releve")
    feuille = jetons_de_la_feuille()

    assert tuple(feuille["clair"][nom] for nom in papiers) == PAPIERS_CLAIRS
    assert tuple(feuille["sombre"][nom] for nom in papiers) == PAPIERS_SOMBRES


@pytest.mark.parametrize("mode", ["clair", "sombre"])
def test_textes_et_etats_sont_lisibles_sur_tous_les_papiers(mode):
    couleurs = jetons_de_la_feuille()[mode]
    papiers = [couleurs[nom] for nom in ("papier", "papier-creux", "papier-releve")]

    for nom in ("encre", "encre-douce", "erreur", "alerte", "succes"):
        assert min(contraste(couleurs[nom], papier) for papier in papiers) >= 4.5, nom
    assert min(contraste(couleurs["trait-fort"], papier) for papier in papiers) >= 3


def test_l_adresse_du_theme_change_avec_le_reseau(client, settings):
    settings.DEMO = True
    reseau = ReseauFactory()

    page = client.get(reverse("demo_composants"))

    assert f"/theme.css?v={int(reseau.modifie_le.timestamp())}" in page.content.decode()
