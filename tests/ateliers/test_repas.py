from decimal import Decimal

import pytest

from ateliers.enums import Reglement
from reseau.templatetags.typographie import ordinal
from tests.factories import RepasFactory


@pytest.mark.parametrize(
    ("reglement", "prix", "dit"),
    [
        (Reglement.PRIX, "12.5", "12,50\u00a0€, à régler sur place"),
        (Reglement.LIBRE, "10", "participation libre, 10\u00a0€ conseillés"),
        (Reglement.LIBRE, "0", "participation libre"),
        (Reglement.PRIS_EN_CHARGE, "0", "pris en charge par le réseau"),
    ],
)
def test_le_tarif_d_un_repas_se_dit_en_mots(reglement, prix, dit):
    assert RepasFactory(reglement=reglement, prix=Decimal(prix)).tarif() == dit


def test_les_rangs_s_accordent_avec_la_personne():
    assert [ordinal(rang) for rang in (1, 2, 21)] == ["1ʳᵉ", "2ᵉ", "21ᵉ"]
