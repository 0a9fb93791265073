import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings as reglages
from django.db import connection
from django.db.utils import OperationalError
from django.utils import timezone

from reseau.models import Courriel
from reseau.socle.courriels.enums import EtatCourriel
from reseau.socle.ouvrier.models import ENVOI, Travail
from tests.disques import disque_etroit
from tests.factories import PersonneFactory


def ecrire(il_y_a, **champs):
    moment = timezone.now() - il_y_a
    return Courriel.objects.create(
        destinataire="a@example.org",
        objet="Bonjour",
        texte="Bonjour",
        message_id=f"<{Courriel.objects.count()}@example.org>",
        **{"cree_le": moment, "prochain_essai": moment, **champs},
    )


@pytest.fixture
def base_injoignable():
    """The database refuses every statement, as when its server is gone."""

    def refuser(execute, sql, params, many, context):
        raise OperationalError("server closed the connection unexpectedly")

    return connection.execute_wrapper(refuser)


def test_quand_tout_va_bien(client):
    reponse = client.get("/sante/")

    assert reponse.status_code == 200
    assert reponse.json() == {
        "version": reglages.VERSION,
        "base": "ok",
        "plus_ancien_courriel_s": None,
        "ouvrier": "ok",
        "travaux": "jamais faits",
        "fichiers": "ok",
        "cache": "ok",
    }
    assert "no-store" in reponse.headers["Cache-Control"]
    assert not reponse.cookies
    assert "Vary" not in reponse.headers


def test_l_age_du_plus_ancien_courriel_non_parti_est_dit_en_secondes(client):
    ecrire(timedelta(hours=9), etat=EtatCourriel.ENVOYE)
    ecrire(timedelta(seconds=30))
    ecrire(timedelta(seconds=90))

    sante = client.get("/sante/").json()

    assert 90 <= sante["plus_ancien_courriel_s"] < 100
    assert sante["ouvrier"] == "ok"


def test_un_courriel_du_depuis_dix_minutes_dit_que_l_ouvrier_est_en_retard(client):
    ecrire(timedelta(minutes=11))

    reponse = client.get("/sante/")

    assert reponse.status_code == 200
    assert reponse.json()["ouvrier"] == "en retard"


def test_un_courriel_qui_attend_son_prochain_essai_n_accuse_pas_l_ouvrier(client):
    ecrire(timedelta(hours=3), prochain_essai=timezone.now() + timedelta(minutes=5))

    assert client.get("/sante/").json()["ouvrier"] == "ok"


@pytest.mark.parametrize("connecte", [False, True])
def test_sans_base_la_sonde_recoit_503_meme_avec_une_session(client, base_injoignable, connecte):
    if connecte:
        client.force_login(PersonneFactory())

    with base_injoignable:
        reponse = client.get("/sante/")

    assert reponse.status_code == 503
    assert reponse.json() == {
        "version": reglages.VERSION,
        "base": "injoignable",
        "plus_ancien_courriel_s": None,
        "ouvrier": "inconnu",
        "travaux": "inconnus",
        "fichiers": "ok",
        "cache": "ok",
    }


DEMANDER = """
import django
django.setup()
from django.test import Client
reponse = Client().get("/sante/")
print(reponse.status_code, reponse.content.decode())
"""


def test_un_portail_dont_la_base_n_existe_pas_repond_encore(tmp_path):
    """A whole process whose database really cannot be opened, nothing replaced."""
    environnement = {
        **os.environ,
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "reseau.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path}/nulle/part.sqlite3",
    }

    sortie = subprocess.run(
        [sys.executable, "-c", DEMANDER], env=environnement, capture_output=True, check=True
    ).stdout.decode()

    code, _, corps = sortie.partition(" ")
    assert (code, json.loads(corps)["base"]) == ("503", "injoignable")


def test_la_sonde_lit_et_n_ecrit_pas(client):
    assert client.head("/sante/").status_code == 200
    assert client.post("/sante/").status_code == 405


@pytest.mark.parametrize(
    ("prochain", "dernier", "travaux", "ouvrier"),
    [
        (timedelta(minutes=5), timedelta(minutes=-10), "ok", "ok"),
        (timedelta(minutes=-5), timedelta(minutes=-20), "ok", "ok"),
        (timedelta(minutes=-11), timedelta(hours=-1), "en retard : rappels", "en retard"),
        (timedelta(days=30), timedelta(days=30), "datés du futur : rappels", "en retard"),
        (timedelta(minutes=5), timedelta(hours=1), "datés du futur : rappels", "en retard"),
        (timedelta(hours=1), None, "datés du futur : rappels", "en retard"),
    ],
)
def test_les_travaux_en_retard_ou_dates_du_futur_sont_dits(
    client, prochain, dernier, travaux, ouvrier
):
    a = timezone.now()
    Travail.objects.create(
        nom="rappels",
        prochain_passage=a + prochain,
        dernier_passage=None if dernier is None else a + dernier,
    )
    # No duty any more, or not one: nobody waits for it.
    Travail.objects.create(nom="ancien_travail", prochain_passage=a - timedelta(days=90))
    Travail.objects.create(nom=ENVOI, prochain_passage=a - timedelta(days=90))

    sante = client.get("/sante/").json()

    assert (sante["travaux"], sante["ouvrier"]) == (travaux, ouvrier)


def test_un_dossier_de_fichiers_plein_est_nomme(client, settings):
    with disque_etroit() as dossier:
        settings.MEDIA_ROOT, settings.RESERVES_ROOT = f"{dossier}/media", "/tmp/faitiere-reserves"

        reponse = client.get("/sante/")

    assert (reponse.status_code, reponse.json()["fichiers"]) == (200, "disque plein : MEDIA_ROOT")
