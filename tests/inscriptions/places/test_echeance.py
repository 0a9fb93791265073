from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from inscriptions.places.echeance import echeance, suivre

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(autouse=True)
def _base():
    """Hours and days only: no row is read."""


def a(texte):
    return datetime.fromisoformat(texte).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("maintenant", "debut", "attendue"),
    [
        # Far from the day: two days, at the same hour.
        ("2026-11-02 10:00", "2026-12-01 09:00", "2026-11-04 10:00"),
        ("2026-11-02 20:00", "2026-12-01 09:00", "2026-11-04 20:00"),
        # In the night: the next morning.
        ("2026-11-02 23:30", "2026-12-01 09:00", "2026-11-05 08:00"),
        ("2026-11-02 03:00", "2026-12-01 09:00", "2026-11-04 08:00"),
        # Near the day: half of the time left.
        ("2026-11-02 09:00", "2026-11-04 09:00", "2026-11-03 09:00"),
        ("2026-11-02 09:00", "2026-11-02 17:00", "2026-11-02 13:00"),
        # Half falls in the night: the next morning, if it is before the day.
        ("2026-11-02 18:00", "2026-11-03 09:00", "2026-11-03 08:00"),
        # The next morning is too late: the evening before.
        ("2026-11-02 16:00", "2026-11-03 07:30", "2026-11-02 20:00"),
        # No time left to ask anybody.
        ("2026-11-02 21:00", "2026-11-03 07:30", None),
        ("2026-11-02 16:30", "2026-11-02 17:00", None),
        ("2026-11-02 17:00", "2026-11-02 17:00", None),
        # Clocks go back on 25 October 2026, forward on 28 March 2027.
        ("2026-10-24 22:00", "2026-12-01 09:00", "2026-10-27 08:00"),
        ("2027-03-27 09:00", "2027-05-01 09:00", "2027-03-29 10:00"),
    ],
)
def test_jusqu_a_quand_une_place_est_gardee(maintenant, debut, attendue):
    assert echeance(a(debut), a(maintenant)) == (attendue and a(attendue))


def test_sans_delai_on_ne_demande_rien(settings):
    settings.PROPOSITION_HEURES = 0

    assert echeance(a("2026-12-01 09:00"), a("2026-11-02 10:00")) is None


@pytest.mark.parametrize("heures", range(11, 24 * 9))
def test_jamais_la_nuit_ni_apres_le_debut(heures):
    debut = a("2026-11-03 06:00")
    maintenant = debut - timedelta(hours=heures)

    fin = echeance(debut, maintenant)

    assert maintenant < fin <= debut
    assert "08:00" <= f"{fin.astimezone(PARIS):%H:%M}" <= "20:00"


@pytest.mark.parametrize("heures", range(11))
def test_le_soir_d_avant_il_n_est_plus_temps_de_demander(heures):
    """Evenings end at 20 h, and nobody is asked for less than an hour."""
    debut = a("2026-11-03 06:00")

    assert echeance(debut, debut - timedelta(hours=heures)) is None


@pytest.mark.parametrize(
    ("fin", "debut", "attendue"),
    [
        ("2026-11-04 10:00", "2026-12-01 09:00", "2026-11-04 10:00"),
        # The day comes sooner: the offer ends with it.
        ("2026-11-04 10:00", "2026-11-03 06:00", "2026-11-03 06:00"),
        # Then later again: nobody loses it in the night.
        ("2026-11-03 06:00", "2026-11-04 06:00", "2026-11-03 08:00"),
        ("2026-11-03 22:00", "2026-11-04 22:00", "2026-11-04 08:00"),
        # A little later: still before the start.
        ("2026-11-03 06:00", "2026-11-03 07:00", "2026-11-03 07:00"),
    ],
)
def test_une_journee_deplacee_emmene_ses_propositions_sans_finir_la_nuit(fin, debut, attendue):
    assert suivre(a(fin), a(debut)) == a(attendue)
