"""The database restarts while people register: its connections are cut, those of the portal only.

The server itself is shared and stays up; to the portal the difference is a few milliseconds.
"""

import time
from collections import Counter
from contextlib import contextmanager
from threading import Thread

import psycopg
import pytest
from django.db import connection

from . import portail
from .test_concurrence import ACTEURS, en_une_liste
from .test_concurrence_http import FouleDeNavigateurs, Journee, statuts, visites
from .visites import Navigateur

pytestmark = [
    pytest.mark.concurrence,
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite is a file: it has no connection to cut"
    ),
]
COUPURES, PATIENCE = 5, 20


@pytest.fixture(scope="module")
def foule(base_a_part):
    foule = FouleDeNavigateurs(base_a_part)
    yield foule
    foule.renvoyer()


@pytest.fixture(scope="module")
def port(foule):
    """As in production: nobody waits for a connection longer than the default of the setting."""
    with portail.en_marche(foule.url, attente="5") as port:
        yield port


def couper(url, port):
    """How many connections of the portal were cut."""
    with psycopg.connect(url, autocommit=True) as autre:
        coupees = autre.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s",
            [f"portail-{port}"],
        ).fetchall()
    return len(coupees)


@contextmanager
def coupures(url, port):
    """Five, half a second apart, while the test goes on; yields how many connections each cut."""
    nombres = []

    def toutes():
        for _ in range(COUPURES):
            time.sleep(0.5)
            nombres.append(couper(url, port))

    fil = Thread(target=toutes)
    fil.start()
    yield nombres
    fil.join()


def insistent(foule, port, toutes):
    """Three processes of four browsers at a time; what each person lived, in no order."""
    parts = [toutes[rang::ACTEURS] for rang in range(ACTEURS)]
    ordres = [
        {"verbe": "insister", "port": port, "visites": part, "fils": 4, "patience": PATIENCE}
        for part in parts
    ]
    vecu = en_une_liste(foule._envoyer(list(zip(foule.acteurs, ordres, strict=True))))
    adresses = [visite["champs"]["courriel"] for visite in en_une_liste(parts)]
    return dict(zip(adresses, vecu, strict=True))


def test_une_base_coupee_pendant_les_inscriptions_ne_perd_ni_ne_double_personne(foule, port):
    """Six score people for forty seats; who reads an error page tries once more.

    Who still reads one may stand or not; who was told yes does, and nobody stands by half.
    """
    journee = Journee(foule, capacite=40)

    with coupures(foule.url, port) as nombres:
        vecu = insistent(foule, port, visites(journee.slug, 120, **journee.champs))

    releve = foule.un_seul("relever", atelier=journee.atelier)
    etats = foule.un_seul("compter", atelier=journee.atelier)["etats"]
    recues = {adresse for adresse, v in vecu.items() if v["essais"][-1] == 302}
    refusees = set(vecu) - recues
    inscrites = Counter(releve["inscrites"])
    assert len(nombres) == COUPURES
    assert sorted(nombres)[-3] > 2, "trois coupures au moins en plein service"
    assert max(v["attente"] for v in vecu.values()) < 5, "attendre n’apporte rien à personne"
    assert set(inscrites.values()) == {1}
    assert recues <= set(inscrites) <= recues | refusees
    assert releve["dossiers_vides"] == 0
    assert etats["confirmee"] == min(40, len(inscrites))
    assert releve["historique"] == len(inscrites)
    reponses = Counter(a for a, objet in releve["lettres"] if "déjà" not in objet)
    assert reponses == inscrites


def test_apres_un_redemarrage_de_la_base_personne_ne_lit_une_page_d_erreur(foule, port):
    """The connections kept ready are dead: none may be handed to a visitor.

    Django’s own pool answers 500 to 16 of these 30; with CONN_HEALTH_CHECKS to 2, after 5 s.
    """
    journee = Journee(foule, capacite=40)
    assert statuts(journee.ruee(port)[0]) == {302: 24}

    assert couper(foule.url, port) > 2
    lues = [
        Navigateur(port, patience=PATIENCE).demander("GET", f"/ateliers/{journee.slug}/")
        for _ in range(30)
    ]

    assert Counter(statut for statut, _page in lues) == {200: 30}
