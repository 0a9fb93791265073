"""Whatever people, the team and the clock do, in whatever order, the seats stay right."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from ateliers.jauge import Jauge
from inscriptions import file

from .proprietes.machine import Journee

REGLAGES = settings(
    max_examples=10,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_quoi_qu_il_arrive_ni_place_ni_couvert_de_trop_et_la_file_garde_son_ordre():
    run_state_machine_as_test(Journee, settings=REGLAGES)


def test_temoin_une_jauge_qui_oublie_les_propositions_est_prise_en_faute(monkeypatch):
    """Negative control: seats on offer counted as free are given twice, and the machine sees it."""

    def sans_les_propositions(atelier):
        jauge = vraie(atelier)
        return Jauge(jauge.capacite, jauge.inscrits, jauge.en_attente)

    vraie = file.compter
    monkeypatch.setattr(file, "compter", sans_les_propositions)

    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            Journee,
            settings=settings(
                REGLAGES,
                derandomize=True,
                database=None,
                phases=[Phase.generate],
                report_multiple_bugs=False,
                max_examples=100,
            ),
        )
