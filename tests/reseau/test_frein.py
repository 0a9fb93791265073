import time_machine
from django.test import RequestFactory

from reseau.socle.frein import adresse_ip, laisse_passer


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
