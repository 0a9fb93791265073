"""Faults with real parts: worker processes, an SMTP server, a database they share.

Nothing is lost, nothing is doubled but the one message in flight when a worker is killed.
"""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection, connections
from django.db.utils import load_backend
from django.utils import timezone
from environ import Env

from reseau.socle.courriels.enums import EtatCourriel
from reseau.socle.courriels.models import Courriel
from reseau.socle.ouvrier.models import Travail
from tests.factories import CourrielFactory

ALIAS = "pannes"
NOMBRE = 200

pytestmark = pytest.mark.epreuve


class ServeurSMTP:
    """A real SMTP server that keeps what it accepted, by Message-ID; it can stop and come back."""

    def __init__(self):
        self.recus = []
        self.refuser = lambda adresse: False
        self.controleur = None
        with socket.create_server(("127.0.0.1", 0)) as prise:
            self.port = prise.getsockname()[1]

    async def handle_RCPT(self, serveur, session, enveloppe, adresse, options):  # noqa: N802
        if self.refuser(adresse):
            return "550 5.1.1 Unknown mailbox"
        enveloppe.rcpt_tos.append(adresse)
        return "250 OK"

    async def handle_DATA(self, serveur, session, enveloppe):  # noqa: N802
        await asyncio.sleep(0.004)
        self.recus.append(message_from_bytes(enveloppe.content)["Message-ID"])
        return "250 OK"

    def demarrer(self):
        self.controleur = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controleur.start()

    def arreter(self):
        self.controleur.stop()

    def attendre(self, nombre):
        jusqu_a(lambda: len(self.recus) >= nombre)


def jusqu_a(condition, secondes=90):
    fin = time.monotonic() + secondes
    while not condition():
        assert time.monotonic() < fin, "trop long"
        time.sleep(0.005)


@pytest.fixture
def smtp():
    serveur = ServeurSMTP()
    serveur.demarrer()
    yield serveur
    if serveur.controleur.server:
        serveur.arreter()


@pytest.fixture(scope="module")
def adresse_de_la_base(django_db_setup, django_db_blocker, tmp_path_factory):
    """A migrated database of this module only, of the same kind as the one of the suite."""
    if connection.vendor == "sqlite":
        adresse = f"sqlite:///{tmp_path_factory.mktemp('pannes') / 'base.sqlite3'}"
        migrer(adresse)
        yield adresse
        return
    nom = f"pannes_{os.getpid()}"
    with django_db_blocker.unblock(), connection._nodb_cursor() as curseur:
        curseur.execute(f"DROP DATABASE IF EXISTS {nom}")
        curseur.execute(f"CREATE DATABASE {nom}")
    adresse = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{nom}"
    migrer(adresse)
    yield adresse
    with django_db_blocker.unblock(), connection._nodb_cursor() as curseur:
        curseur.execute(f"DROP DATABASE {nom} WITH (FORCE)")


def migrer(adresse):
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": adresse},
        check=True,
    )


@pytest.fixture
def base(db, adresse_de_la_base):
    """Open that database here too, beside the one of the suite; empty it afterwards."""
    options = {**connections["default"].settings_dict, **Env.db_url_config(adresse_de_la_base)}
    connections[ALIAS] = load_backend(options["ENGINE"]).DatabaseWrapper(options, ALIAS)
    yield adresse_de_la_base
    Courriel.objects.using(ALIAS).all().delete()
    Travail.objects.using(ALIAS).all().delete()
    connections[ALIAS].close()
    getattr(connections[ALIAS], "close_pool", lambda: None)()
    del connections[ALIAS]


@pytest.fixture
def lancer(base, smtp, tmp_path):
    """Start worker processes; whatever a test leaves running is killed at its end."""
    ouvriers = []

    def _lancer(*args, programme=("manage.py", "ouvrier")):
        env = {**os.environ, "DEBUG": "1", "DATABASE_URL": base}
        env["EMAIL_URL"] = f"smtp://127.0.0.1:{smtp.port}"
        trace = tmp_path / f"ouvrier-{len(ouvriers)}.log"
        with trace.open("wb") as sortie:
            ouvrier = subprocess.Popen(
                [sys.executable, *programme, *args],
                cwd=settings.BASE_DIR,
                env=env,
                stdout=sortie,
                stderr=sortie,
            )
        ouvriers.append(ouvrier)
        return ouvrier, trace

    yield _lancer
    for ouvrier in ouvriers:
        ouvrier.kill()
        ouvrier.wait()


def deposer(nombre=NOMBRE, **champs):
    return {
        c.message_id
        for c in Courriel.objects.using(ALIAS).bulk_create(
            CourrielFactory.build_batch(nombre, **champs)
        )
    }


def etats():
    return Counter(Courriel.objects.using(ALIAS).values_list("etat", flat=True))


def doubles(recus):
    return [message_id for message_id, fois in Counter(recus).items() if fois > 1]


def laisser_finir_les_baux():
    """As if five minutes had passed."""
    passe = timezone.now() - timedelta(seconds=1)
    Courriel.objects.using(ALIAS).filter(etat=EtatCourriel.EN_COURS).update(bail_jusqu_a=passe)


def avancer_les_essais():
    """As if the waits between attempts were over."""
    Courriel.objects.using(ALIAS).update(prochain_essai=timezone.now())


def test_un_ouvrier_tue_au_milieu_ne_perd_rien_et_ne_double_que_le_courriel_en_vol(lancer, smtp):
    deposes = deposer()
    ouvrier, _trace = lancer("--pause", "0.1")
    smtp.attendre(80)
    ouvrier.kill()
    ouvrier.wait()
    en_vol = set(
        Courriel.objects.using(ALIAS)
        .filter(etat=EtatCourriel.EN_COURS)
        .values_list("message_id", flat=True)
    )
    assert len(smtp.recus) < NOMBRE
    assert len(en_vol) <= 1

    laisser_finir_les_baux()
    assert lancer("--une-fois")[0].wait() == 0

    assert set(smtp.recus) == deposes
    assert set(doubles(smtp.recus)) <= en_vol
    assert etats() == {EtatCourriel.ENVOYE: NOMBRE}


def test_un_serveur_smtp_arrete_au_milieu_ne_fait_rien_perdre_ni_doubler(lancer, smtp):
    deposes = deposer()
    ouvrier, _trace = lancer("--pause", "0.1")
    smtp.attendre(80)
    smtp.arreter()
    time.sleep(1)
    assert ouvrier.poll() is None
    tentes = Courriel.objects.using(ALIAS).exclude(etat=EtatCourriel.ENVOYE)
    assert tentes.filter(tentatives__gt=0).count() <= 1, "une panne n’use les essais de personne"

    smtp.demarrer()
    avancer_les_essais()
    jusqu_a(lambda: etats() == {EtatCourriel.ENVOYE: NOMBRE})

    assert sorted(smtp.recus) == sorted(deposes)


def test_deux_ouvriers_ensemble_se_partagent_les_courriels_sans_en_doubler(lancer, smtp):
    deposes = deposer()

    ouvriers = [lancer(programme=["-m", "tests.reseau.ouvrier_lent"]) for _ in range(2)]
    for ouvrier, _trace in ouvriers:
        ouvrier.wait()

    assert sorted(smtp.recus) == sorted(deposes)
    assert etats() == {EtatCourriel.ENVOYE: NOMBRE}
    traces = [trace.read_text() for _ouvrier, trace in ouvriers]
    assert all("etat=envoye" in trace for trace in traces)
    assert sum(trace.count("travail=effacer_les_contenus") for trace in traces) == 1


def test_sans_la_comparaison_deux_ouvriers_doublent(lancer, smtp):
    """Negative control of the test above: the guard is what protects."""
    deposer()

    ouvriers = [
        lancer("--sans-garde", programme=["-m", "tests.reseau.ouvrier_lent"]) for _ in range(2)
    ]
    for ouvrier, _trace in ouvriers:
        ouvrier.wait()

    assert len(doubles(smtp.recus)) > 10


def test_un_serveur_qui_refuse_une_adresse_sur_dix_laisse_partir_les_autres(lancer, smtp):
    deposer(NOMBRE - 20)
    for rang in range(20):
        deposer(1, destinataire=f"refuse{rang}@example.org")
    smtp.refuser = lambda adresse: adresse.startswith("refuse")

    assert lancer("--une-fois")[0].wait() == 0

    assert etats() == {EtatCourriel.ENVOYE: NOMBRE - 20, EtatCourriel.ECHEC: 20}
    refuses = Courriel.objects.using(ALIAS).en_echec()
    assert {c.destinataire[:6] for c in refuses} == {"refuse"}
    assert {(c.derniere_erreur, c.tentatives) for c in refuses} == {
        ("550 5.1.1 Unknown mailbox", 1)
    }
    assert doubles(smtp.recus) == []


def test_seul_un_bail_fini_laisse_reprendre_le_courriel_d_un_ouvrier_disparu(lancer, smtp):
    maintenant = timezone.now()
    disparu = {"etat": EtatCourriel.EN_COURS, "bail_par": "disparu", "tentatives": 1}
    fini = deposer(1, **disparu, bail_jusqu_a=maintenant - timedelta(seconds=1))
    deposer(1, **disparu, bail_jusqu_a=maintenant + timedelta(minutes=4))

    assert lancer("--une-fois")[0].wait() == 0

    assert set(smtp.recus) == fini
    assert etats() == {EtatCourriel.ENVOYE: 1, EtatCourriel.EN_COURS: 1}


@pytest.mark.parametrize("numero", [signal.SIGTERM, signal.SIGINT])
def test_un_signal_arrete_l_ouvrier_entre_deux_courriels(lancer, smtp, numero):
    deposer()
    ouvrier, _trace = lancer("--pause", "0.1")
    smtp.attendre(20)

    ouvrier.send_signal(numero)

    assert ouvrier.wait(timeout=10) == 0
    partis = len(smtp.recus)
    assert partis < NOMBRE
    assert etats() == {EtatCourriel.ENVOYE: partis, EtatCourriel.A_ENVOYER: NOMBRE - partis}


def test_une_base_qui_disparait_n_arrete_pas_l_ouvrier_et_ne_double_rien(lancer, smtp):
    deposes = deposer()
    ouvrier, _trace = lancer("--pause", "0.1")
    smtp.attendre(40)

    with sans_la_table():
        time.sleep(1)
        assert ouvrier.poll() is None

    jusqu_a(lambda: EtatCourriel.A_ENVOYER not in etats())
    laisser_finir_les_baux()  # of a message taken at the very moment of the cut, if one was
    jusqu_a(lambda: etats().get(EtatCourriel.ENVOYE) == NOMBRE)
    assert sorted(smtp.recus) == sorted(deposes)


@contextmanager
def sans_la_table():
    with connections[ALIAS].cursor() as curseur:
        curseur.execute("ALTER TABLE reseau_courriel RENAME TO ailleurs")
        if connections[ALIAS].vendor == "postgresql":
            curseur.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        yield
        curseur.execute("ALTER TABLE ailleurs RENAME TO reseau_courriel")


def test_un_serveur_injoignable_fait_echouer_l_envoi_unique_avec_une_phrase(lancer, smtp):
    deposer(3)
    smtp.arreter()

    ouvrier, trace = lancer("--une-fois")

    assert ouvrier.wait() == 1
    assert "Serveur de courriel injoignable" in trace.read_text()
    assert etats() == {EtatCourriel.A_ENVOYER: 3}
