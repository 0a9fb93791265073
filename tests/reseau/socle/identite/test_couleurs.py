import pytest

from reseau.socle.identite.couleurs import PAPIERS_CLAIRS, PAPIERS_SOMBRES, contraste, lisible_sur

COULEURS = ["#1f5c4d", "#b4491f", "#ffdd00", "#3355aa", "#000000", "#ffffff", "#7f7f7f"]


@pytest.fixture(autouse=True)
def _base():
    """Figures only: no row is read."""


def test_le_contraste_va_de_1_a_21():
    assert [contraste("#777777", "#777777"), round(contraste("#000000", "#ffffff"), 2)] == [1, 21]


@pytest.mark.parametrize("papiers", [PAPIERS_CLAIRS, PAPIERS_SOMBRES])
@pytest.mark.parametrize("couleur", COULEURS)
def test_toute_couleur_devient_lisible_sur_chaque_papier(couleur, papiers):
    nuance = lisible_sur(couleur, papiers, 4.5)

    assert min(contraste(nuance, papier) for papier in papiers) >= 4.5


def test_une_couleur_deja_lisible_reste_elle_meme():
    assert lisible_sur("#1f5c4d", PAPIERS_CLAIRS) == "#1f5c4d"
