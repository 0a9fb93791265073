"""The database restarts, crashes or loses its connections while people register.

The server is one of our own, that may crash; where none is installed only connections are cut.
"""

import time
from collections import Counter
from contextlib import contextmanager
from threading import Thread

import psycopg
import pytest
from django.db import connection

from . import portail, serveur_postgresql
from .foule import ACTEURS, en_une_liste
from .test_concurrence_http import FouleDeNavigateurs, Journee, statuts, visites
from .visites import Navigateur

pytestmark = [
    pytest.mark.epreuve,
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite is a file: it has no connection to cut"
    ),
]
POOL_DE_DJANGO = "tests.inscriptions.places.portail_pool_de_django"
SANS_TRANSACTION = "tests.inscriptions.places.portail_sans_transaction"
COUPURES, PATIENCE, PERSONNES, PLACES = 5, 60, 60, 40


@pytest.fixture(scope="module")
def a_nous():
    """A server that may crash, or None."""
    if not serveur_postgresql.PROGRAMMES:
        yield None
        return
    with serveur_postgresql.en_marche() as serveur:
        yield serveur


@pytest.fixture
def serveur(a_nous):
    if not a_nous:
        pytest.skip("neither initdb nor pg_ctl here: no server of our own to restart")
    return a_nous


@pytest.fixture(scope="module")
def foule(a_nous, request):
    foule = FouleDeNavigateurs(a_nous.url if a_nous else request.getfixturevalue("base_a_part"))
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
def pendant(geste):
    """While the test goes on; yields the list of what `geste` returns, full at the end."""
    faits = []
    fil = Thread(target=lambda: faits.extend(geste()))
    fil.start()
    yield faits
    fil.join()


def cinq_coupures(url, port):
    """Half a second apart, or longer on a busy machine: there must be something to cut."""
    fin = time.monotonic() + PATIENCE
    for _ in range(COUPURES):
        time.sleep(0.5)
        while not (coupees := couper(url, port)) and time.monotonic() < fin:
            time.sleep(0.05)
        yield coupees


def redemarrages(serveur, journee, modes):
    """One each time a third of the people stand; how many stood by then."""
    for rang, mode in enumerate(modes, start=1):
        seuil = rang * PERSONNES // (len(modes) + 1)
        yield attendre_les_inscriptions(serveur.url, journee.atelier, seuil)
        serveur.redemarrer(mode)


def attendre_les_inscriptions(url, atelier, seuil):
    fin = time.monotonic() + PATIENCE
    with psycopg.connect(url, autocommit=True) as base:
        while time.monotonic() < fin:
            ordre = "SELECT count(*) FROM inscriptions_inscription WHERE atelier_id = %s"
            (nombre,) = base.execute(ordre, [atelier]).fetchone()
            if nombre >= seuil:
                return nombre
            time.sleep(0.01)
    raise AssertionError("la ruée n’avance plus")


def insistent(foule, port, toutes, essais):
    """Three processes of four browsers at a time; what each person lived, in no order."""
    parts = [toutes[rang::ACTEURS] for rang in range(ACTEURS)]
    ordre = {"verbe": "insister", "port": port, "fils": 4, "patience": PATIENCE, "essais": essais}
    ordres = [{**ordre, "visites": part} for part in parts]
    vecu = en_une_liste(foule._envoyer(list(zip(foule.acteurs, ordres, strict=True))))
    adresses = [visite["champs"]["courriel"] for visite in en_une_liste(parts)]
    return dict(zip(adresses, vecu, strict=True))


def s_inscrivent(foule, port, journee, essais, nombre=PERSONNES):
    return insistent(foule, port, visites(journee.slug, nombre, **journee.champs), essais)


def fautes(foule, journee, vecu):
    """What was lost, doubled, or stands by half, in words; who read a last error page may stand."""
    releve = foule.un_seul("relever", atelier=journee.atelier)
    etats = foule.un_seul("compter", atelier=journee.atelier)["etats"]
    recues = {adresse for adresse, v in vecu.items() if v["essais"][-1] == 302}
    inscrites = Counter(releve["inscrites"])
    reponses = Counter(a for a, objet in releve["lettres"] if "déjà" not in objet)
    regles = {
        "perdue": recues <= set(inscrites),
        "venue de nulle part": set(inscrites) <= set(vecu),
        "inscrite deux fois": set(inscrites.values()) == {1},
        "dossier sans personne": releve["dossiers_vides"] == 0,
        "place de trop, ou oubliée": etats.get("confirmee") == min(PLACES, len(inscrites)),
        "histoire à trou": releve["historique"] == len(inscrites),
        "lettre perdue ou doublée": reponses == inscrites,
    }
    return [faute for faute, tenue in regles.items() if not tenue]


def attentes_vaines(vecu):
    """How long each error page took: a busy machine may be slow to say yes, never to say no."""
    for v in vecu.values():
        for statut, duree in zip(v["essais"], v["attentes"], strict=True):
            if statut != 302:
                yield duree


def test_une_base_coupee_pendant_les_inscriptions_ne_perd_ni_ne_double_personne(foule, port):
    """Six score people for forty seats; who reads an error page tries once more.

    Who still reads one may stand or not; who was told yes does, and nobody stands by half.
    """
    journee = Journee(foule, capacite=PLACES)

    with pendant(lambda: cinq_coupures(foule.url, port)) as nombres:
        vecu = s_inscrivent(foule, port, journee, essais=2, nombre=2 * PERSONNES)

    assert len(nombres) == COUPURES and min(nombres) > 0
    assert sorted(nombres)[-3] > 2, "trois coupures au moins en plein service"
    assert max(attentes_vaines(vecu), default=0) < 5, "une page d’erreur ne se fait pas attendre"
    assert fautes(foule, journee, vecu) == []


def test_une_base_qui_tombe_puis_redemarre_pendant_les_inscriptions_ne_perd_personne(
    foule, port, serveur
):
    """A crash after twenty people, a restart after forty; who insists has her answer in the end."""
    journee = Journee(foule, capacite=PLACES)

    with pendant(lambda: redemarrages(serveur, journee, ["immediate", "fast"])) as alors:
        vecu = s_inscrivent(foule, port, journee, essais=8)

    assert 20 <= alors[0] < alors[1] < PERSONNES, "les redémarrages tombent dans la ruée"
    assert any(v["essais"][0] != 302 for v in vecu.values()), "personne n’a rien vu"
    assert {v["essais"][-1] for v in vecu.values()} == {302}
    assert fautes(foule, journee, vecu) == []


def test_temoin_sans_transaction_une_base_qui_tombe_laisse_des_inscriptions_a_moitie(
    foule, serveur
):
    with portail.en_marche(foule.url, application=SANS_TRANSACTION, attente="5") as temoin:
        journee = Journee(foule, capacite=PLACES)
        with pendant(lambda: redemarrages(serveur, journee, ["immediate"])):
            vecu = s_inscrivent(foule, temoin, journee, essais=8)

    assert {"histoire à trou", "lettre perdue ou doublée"} & set(fautes(foule, journee, vecu))


def lire_trente_pages(foule, port, interrompre):
    """The connections are kept ready by a rush, then lost while nobody is served."""
    journee = Journee(foule, capacite=PLACES)
    assert statuts(journee.ruee(port)[0]) == {302: 24}
    interrompre()
    return Counter(
        Navigateur(port, patience=PATIENCE).demander("GET", f"/ateliers/{journee.slug}/")[0]
        for _ in range(30)
    )


def test_apres_une_coupure_des_connexions_personne_ne_lit_une_page_d_erreur(foule, port):
    def interrompre():
        assert couper(foule.url, port) > 2

    assert lire_trente_pages(foule, port, interrompre) == {200: 30}


def test_apres_un_redemarrage_de_la_base_personne_ne_lit_une_page_d_erreur(foule, port, serveur):
    lues = lire_trente_pages(foule, port, lambda: serveur.redemarrer("fast"))

    assert lues == {200: 30}


def test_temoin_le_pool_de_django_donne_les_connexions_mortes_aux_visiteurs(foule, serveur):
    """Without `reseau.socle.postgresql`, the same restart."""
    with portail.en_marche(foule.url, application=POOL_DE_DJANGO, attente="5") as temoin:
        lues = lire_trente_pages(foule, temoin, lambda: serveur.redemarrer("fast"))

    assert lues[500] > 0
