from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import RequestFactory

from reseau.models import Passage
from reseau.socle.conservation.purge import purger
from reseau.socle.frein import Frein, adresse_ip, compter, laisse_passer


def test_au_dela_du_nombre_on_attend_l_heure_suivante():
    with time_machine.travel("2026-03-02T10:10:00Z", tick=False):
        assert [laisse_passer("essai", 2, "192.0.2.1") for _ in range(3)] == [True, True, False]
    with time_machine.travel("2026-03-02T11:01:00Z", tick=False):
        assert laisse_passer("essai", 2, "192.0.2.1")


def test_chaque_source_et_chaque_action_a_son_compte():
    laisse_passer("essai", 1, "192.0.2.1")

    assert laisse_passer("essai", 1, "192.0.2.2")
    assert laisse_passer("autre", 1, "192.0.2.1")
    assert not laisse_passer("essai", 1, "192.0.2.1")


def test_l_adresse_annoncee_par_un_inconnu_n_est_pas_crue():
    requete = RequestFactory().get("/", headers={"x-forwarded-for": "203.0.113.9"})

    assert adresse_ip(requete) == "127.0.0.1"


def test_plusieurs_freins_se_comptent_en_une_requete(django_assert_num_queries):
    freins = [Frein("essai", 2, "192.0.2.1"), Frein("autre", 1, "rose@example.org")]

    depasses = []
    for _fois in range(3):
        with django_assert_num_queries(1):
            depasses.append(compter(*freins))

    assert depasses == [[], freins[1:], freins]


def test_un_passage_se_compte_avec_ce_qu_il_permet():
    """Within a transaction that fails nothing passed, so that nothing is counted."""
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        laisse_passer("essai", 1, "192.0.2.1")
        raise ZeroDivisionError

    assert laisse_passer("essai", 1, "192.0.2.1")


def test_rien_n_en_reste_une_fois_l_heure_finie():
    laisse_passer("essai", 1, "192.0.2.1")
    (passage,) = Passage.objects.all()
    assert "192.0.2.1" not in passage.cle

    purger(passage.heure + timedelta(minutes=60))
    assert Passage.objects.count() == 1
    purger(passage.heure + timedelta(minutes=61))
    assert not Passage.objects.exists()
