from datetime import UTC, datetime
from decimal import Decimal

import pytest

from reseau.templatetags.typographie import euros, heure, kilometres, pluriel, telephone


@pytest.mark.parametrize(("nombre", "attendu"), [(0, ""), (1, ""), (2, "s"), (None, "")])
def test_zero_et_un_sont_au_singulier(nombre, attendu):
    assert pluriel(nombre) == attendu


def test_un_pluriel_irregulier_donne_ses_deux_formes():
    assert [pluriel(1, "al,aux"), pluriel(3, "al,aux")] == ["al", "aux"]


def test_les_euros_sont_ecrits_a_la_francaise():
    assert [euros(Decimal("12")), euros(Decimal("12.5"))] == ["12\u00a0€", "12,50\u00a0€"]


def test_l_heure_est_celle_de_paris_de_part_et_d_autre_du_changement_d_heure():
    ete = datetime(2026, 10, 24, 7, 0, tzinfo=UTC)
    hiver = datetime(2026, 10, 25, 7, 30, tzinfo=UTC)

    assert [heure(ete), heure(hiver)] == ["9\u00a0h", "8\u00a0h\u00a030"]


@pytest.mark.parametrize(
    "ecrit", ["+33562000001", "0562000001", "05.62.00.00.01", "+33(0)562000001"]
)
def test_un_numero_francais_se_lit_par_paires(ecrit):
    assert telephone(ecrit) == "05\u00a062\u00a000\u00a000\u00a001"


@pytest.mark.parametrize("ecrit", ["3639", "+32 2 555 12 12", "accueil"])
def test_un_autre_numero_reste_tel_qu_il_est_ecrit(ecrit):
    assert telephone(ecrit) == ecrit


@pytest.mark.parametrize(
    ("km", "attendu"),
    [(0, "100 m"), (0.62, "600 m"), (0.97, "1 km"), (4.26, "4,3 km"), (38.6, "39 km")],
)
def test_une_distance_est_aussi_precise_qu_utile(km, attendu):
    assert kilometres(km) == attendu.replace(" ", "\u00a0")
