import pytest
from django.core.exceptions import ValidationError

from reseau.formulaires import NomPropre, UneLigne


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
