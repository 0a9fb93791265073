import pytest

from lieux.territoire.noms import de


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [
        ("Gimont", "de Gimont"),
        ("Auch", "d’Auch"),
        ("Évry", "d’Évry"),
        ("Herbignac", "d’Herbignac"),
        ("Le Mans", "du Mans"),
        ("Les Angles", "des Angles"),
        ("La Rochelle", "de La Rochelle"),
        ("L’Isle-Jourdain", "de L’Isle-Jourdain"),
        ("Lesparre", "de Lesparre"),
    ],
)
def test_la_preposition_suit_le_nom_de_la_commune(nom, attendu):
    assert de(nom) == attendu
