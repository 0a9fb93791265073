import pytest
from django.utils import translation

from lieux.territoire.noms import de


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [
        ("Auch", "d’Auch"),
        ("Gimont", "de Gimont"),
        ("Le Mans", "du Mans"),
        ("Les Angles", "des Angles"),
        ("L’Isle-Jourdain", "de L’Isle-Jourdain"),
        ("Éauze", "d’Éauze"),
    ],
)
def test_le_nom_d_une_commune_suit_la_preposition(nom, attendu):
    assert de(nom) == attendu


def test_en_anglais_le_nom_reste_seul():
    with translation.override("en"):
        assert de("Auch") == "Auch"
