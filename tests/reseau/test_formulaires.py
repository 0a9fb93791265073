import pytest
from django.core.exceptions import ValidationError

from reseau.socle.formulaires import CourrielField, NomPropre, UneLigne


@pytest.mark.parametrize(
    ("saisi", "retenu"),
    [
        ("  L’Atelier des «\u00a0Halles\u00a0»  ", "L’Atelier des «\u00a0Halles\u00a0»"),
        ("Collé\r\nde deux\x0blignes", "Collé de deux lignes"),
        ("a\x00b\x07c", "abc"),
        ("\u202eretournée", "retournée"),
    ],
)
def test_une_ligne_ne_garde_que_ce_qui_se_voit(saisi, retenu):
    assert UneLigne().clean(saisi) == retenu


def test_des_signes_invisibles_ne_font_pas_un_nom():
    with pytest.raises(ValidationError, match="obligatoire"):
        NomPropre().clean("\u200b\u2060")


@pytest.mark.parametrize("nom", ["https://reclame.example.org", "Gagnez sur www.reclame.example"])
def test_un_nom_ne_porte_pas_d_adresse_web(nom):
    with pytest.raises(ValidationError, match="Pas d’adresse web ici"):
        NomPropre().clean(nom)


@pytest.mark.parametrize("nom", ["Jean-Noël", "O’Brien", "Ngọc", "李", "d’Arc (Jeanne)"])
def test_les_noms_des_gens_passent_tels_quels(nom):
    assert NomPropre().clean(nom) == nom


@pytest.mark.parametrize(
    "saisie", ["rose", "rose@", "rose@exemple", "@exemple.fr", "a b@exemple.fr"]
)
def test_une_adresse_incomplete_se_dit_avec_un_exemple(saisie):
    with pytest.raises(ValidationError, match=r"comme rose@exemple\.fr"):
        CourrielField().clean(saisie)


def test_une_adresse_qui_manque_se_dit_et_une_bonne_passe():
    with pytest.raises(ValidationError, match="Il manque l’adresse de courriel"):
        CourrielField().clean(" ")
    assert CourrielField().clean(" rose@exemple.fr ") == "rose@exemple.fr"
