"""Whatever people, the team and the clock do, in whatever order, the seats stay right.

Forty steps taken at random, ten times, against the rules told a second time (`proprietes.modele`).
EXEMPLES=200 makes it longer; what it finds it plays again the next time.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from ateliers.jauge import Jauge
from ateliers.journees import models as journees
from inscriptions.courriels import lettre
from inscriptions.places import file

from .proprietes.machine import Journee
from .proprietes.promesses import TENUES

pytestmark = pytest.mark.epreuve

REGLAGES = settings(
    max_examples=int(os.environ.get("EXEMPLES", "10")),
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
DU_PREMIER_COUP = settings(
    REGLAGES,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    max_examples=100,
)


def test_quoi_qu_il_arrive_chaque_promesse_est_tenue():
    """`promesses` after each step; `affichages` each time somebody looks."""
    TENUES.clear()

    run_state_machine_as_test(Journee, settings=REGLAGES)

    assert set(TENUES) >= {
        "chacune est où la règle la met, avec son repas et sa séance",
        "la file garde son ordre et dit à chacune son rang",
        "jamais une place de trop",
        "jamais un couvert ni une chaise de trop",
        "une proposition ne survit pas au début et ne finit jamais la nuit",
        "le calendrier monte d’une révision quand date, lieu ou statut change, et alors seul",
        "qui s’assoit reçoit le calendrier du moment, une fois, et personne qui attend",
        "les chiffres : la page de la journée",
        "les chiffres : la liste",
        "les chiffres : le flux",
        "les chiffres : la page du cycle",
        "les chiffres : le formulaire du cycle",
        "les chiffres : le tableau de bord",
        "les chiffres : les ateliers",
        "les chiffres : la fiche",
        "les chiffres : l’annulation",
        "les chiffres : la file",
        "les chiffres : les inscriptions",
        "les chiffres : les exports",
        "le calendrier : la journée",
        "le calendrier : le cycle",
        "le calendrier : l’agenda",
        "le calendrier : qui est assise",
    }, "une promesse n’a pas été regardée"


def oublier_les_propositions(monkeypatch):
    """Seats on offer counted as free are given twice."""
    vraie = file.compter

    def compter(atelier):
        jauge = vraie(atelier)
        return Jauge(jauge.capacite, jauge.inscrits, jauge.en_attente)

    monkeypatch.setattr(file, "compter", compter)


def oublier_les_revisions(monkeypatch):
    """A day that moves keeps its number: calendars would not follow."""
    monkeypatch.setattr(journees, "CHAMPS_DU_CALENDRIER", ("statut",))


def oublier_le_calendrier(monkeypatch):
    """The letters leave without their file."""
    envoyer = lettre.envoyer
    monkeypatch.setattr(
        lettre, "envoyer", lambda g, d, o, c, ateliers=(), cle=None: envoyer(g, d, o, c, (), cle)
    )


@pytest.mark.parametrize(
    "oublier", [oublier_les_propositions, oublier_les_revisions, oublier_le_calendrier]
)
def test_temoin_ce_qui_serait_oublie_est_pris_en_faute(monkeypatch, oublier):
    """Negative control: the machine sees it."""
    oublier(monkeypatch)

    with pytest.raises(AssertionError):
        run_state_machine_as_test(Journee, settings=DU_PREMIER_COUP)
