import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import translation

from reseau.socle import dates

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("quand", "dit"),
    [
        (date(2026, 11, 5), "jeudi 5 novembre 2026"),
        (date(2026, 11, 1), "dimanche 1ᵉʳ novembre 2026"),
        (datetime(2026, 10, 31, 23, 30, tzinfo=UTC), "dimanche 1ᵉʳ novembre 2026"),
    ],
)
def test_un_jour_se_dit_en_entier_et_a_l_heure_de_paris(quand, dit):
    assert dates.jour(quand) == dit


def test_un_jour_se_dit_sans_annee_et_dans_la_langue_de_la_page():
    premier = date(2026, 11, 1)

    assert dates.jour(premier, annee=False) == "dimanche 1ᵉʳ novembre"
    with translation.override("en"):
        assert dates.jour(premier) == "Sunday 1 November 2026"
    assert dates.jour(premier) == "dimanche 1ᵉʳ novembre 2026"


def test_une_date_s_ecrit_aussi_sans_le_jour_de_la_semaine():
    premier = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)

    assert dates.en_lettres(premier) == "1ᵉʳ novembre 2026"
    assert dates.en_lettres(premier, annee=False) == "1ᵉʳ novembre"
    assert dates.en_lettres(date(2026, 11, 21)) == "21 novembre 2026"
    assert dates.en_bref(premier) == "1ᵉʳ nov. 2026, 00:30"
    with translation.override("en"):
        assert dates.en_lettres(premier) == "1 November 2026"


def test_aucun_gabarit_n_ecrit_un_jour_sans_passer_par_nos_filtres():
    """Django's own `date` writes « 1 novembre » for the first of the month."""
    gabarits = sorted((settings.BASE_DIR / "templates").rglob("*.*"))
    fautifs = [g.name for g in gabarits if re.search(r"date:.[^'\"]*j [FNM]", g.read_text())]

    assert len(gabarits) > 100
    assert fautifs == []


@pytest.mark.parametrize(
    ("debut", "fin", "dit"),
    [
        (
            datetime(2026, 11, 5, 9, tzinfo=PARIS),
            datetime(2026, 11, 5, 16, 30, tzinfo=PARIS),
            "jeudi 5 novembre 2026, de 9\u00a0h à 16\u00a0h\u00a030",
        ),
        (
            datetime(2026, 12, 31, 23, tzinfo=PARIS),
            datetime(2027, 1, 1, 1, tzinfo=PARIS),
            "du jeudi 31 décembre 2026 à 23\u00a0h au vendredi 1ᵉʳ janvier 2027 à 1\u00a0h",
        ),
        (
            datetime(2026, 10, 25, 9, tzinfo=PARIS),
            datetime(2026, 10, 25, 17, tzinfo=PARIS),
            "dimanche 25 octobre 2026, de 9\u00a0h à 17\u00a0h",
        ),
    ],
)
def test_un_rendez_vous_se_dit_d_une_phrase(debut, fin, dit):
    assert dates.quand(debut.astimezone(UTC), fin.astimezone(UTC)) == dit


def test_l_heure_s_ecrit_dans_la_langue_de_la_page():
    debut = datetime(2026, 11, 5, 9, tzinfo=PARIS)

    with translation.override("en"):
        assert dates.heure(debut) == "9:00"
        assert dates.heure(debut.replace(hour=16, minute=30)) == "16:30"
    assert dates.heure(debut) == "9\u00a0h"
