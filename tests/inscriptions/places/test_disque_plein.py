"""The disk of the database fills up while people register, then is freed; then that of files.

Nothing acknowledged is lost, what is refused is said, and `/sante/` tells before anybody calls.
"""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from ateliers.models import Document
from tests.disques import disque_etroit, remplir
from tests.factories import AtelierFactory
from tests.formulaires import champs_du_formulaire
from tests.pieces import VRAIES

from . import portail, serveur_postgresql
from .test_concurrence_http import FouleDeNavigateurs, Journee
from .visites import Navigateur

pytestmark = pytest.mark.epreuve
AVEC_NOS_PAGES = "tests.inscriptions.portail_sans_debug"
LONGUE = "x" * 900  # a few people are enough to ask for a page more


@contextmanager
def base_etroite(base_a_part):
    """The address of a migrated database on a small disk, and its folder."""
    if connection.vendor == "sqlite":
        with disque_etroit(64) as dossier:
            copie = Path(dossier) / "base.sqlite3"
            copie.write_bytes(Path(base_a_part.removeprefix("sqlite:///")).read_bytes())
            yield f"sqlite:///{copie}", dossier
        return
    if not serveur_postgresql.PROGRAMMES:
        pytest.skip("neither initdb nor pg_ctl here: no server of our own to fill")
    with (
        disque_etroit(400) as dossier,
        serveur_postgresql.en_marche(dossier) as serveur,
    ):
        yield serveur.url, dossier


def s_inscrire(port, visite):
    """The status and the page, whoever she is."""
    navigateur = Navigateur(port)
    statut, page = navigateur.demander("GET", visite["page"])
    assert statut == 200
    jeton = page.split(b'name="csrfmiddlewaretoken" value="', 1)[1].split(b'"', 1)[0].decode()
    champs = {**visite["champs"], "csrfmiddlewaretoken": jeton}
    return navigateur.demander("POST", visite["page"], champs)


def sante(port):
    statut, corps = Navigateur(port).demander("GET", "/sante/")
    return statut, json.loads(corps)["base"]


def test_une_base_sans_place_le_dit_et_reprend_des_qu_il_y_en_a(base_a_part):
    with base_etroite(base_a_part) as (url, dossier):
        foule = FouleDeNavigateurs(url)
        journee = Journee(foule, nombre=60, capacite=60)
        visites = [
            {**v, "champs": {**v["champs"], "besoins_acces": LONGUE}} for v in journee.visites()
        ]
        with portail.en_marche(url, application=AVEC_NOS_PAGES) as port:
            avant = s_inscrire(port, visites[0])[0], sante(port)
            bouchon = remplir(dossier)
            pleines = [s_inscrire(port, visite) for visite in visites[1:40]]
            pendant = sante(port)
            lue = Navigateur(port).demander("GET", "/ateliers/")[0]
            ouvrier = une_fois(url)
            bouchon.unlink()
            apres = [s_inscrire(port, visite)[0] for visite in visites[40:44]], sante(port)
        inscrites = journee.compter()
        foule.renvoyer()

    refusees = [page.decode() for statut, page in pleines if statut == 503]
    acceptees = sum(statut == 302 for statut, _page in pleines)
    assert avant == (302, (200, "ok"))
    assert {statut for statut, _page in pleines} <= {302, 503}
    assert refusees
    assert all("n’a été enregistré" in page for page in refusees)
    assert (pendant, lue) == ((503, "pleine"), 200)
    assert "La base de données ne laisse rien faire" in ouvrier
    assert apres == ([302] * 4, (200, "ok"))
    assert inscrites["etats"] == {"confirmee": 1 + acceptees + 4}


def une_fois(url):
    """A turn of the worker meanwhile: it may fail to write, and says so in one line."""
    return subprocess.run(
        [sys.executable, "manage.py", "ouvrier", "--une-fois"],
        env={**os.environ, "DATABASE_URL": url, "EMAIL_URL": ""},
        capture_output=True,
        text=True,
    ).stderr


def test_un_dossier_de_fichiers_sans_place_n_enregistre_rien_et_le_dit(
    client, animatrice, settings
):
    client.raise_request_exception = False
    atelier = AtelierFactory(brouillon=True)
    fiche = reverse("admin:ateliers_atelier_change", args=[atelier.pk])
    champs = champs_du_formulaire(client.get(fiche), "atelier_form") | {
        "documents-TOTAL_FORMS": "1",
        "documents-0-titre": "Support",
        "documents-0-ordre": "0",
        "documents-0-fichier": SimpleUploadedFile(
            "support.pdf", VRAIES["support.PDF"] + b"0" * 3_000_000
        ),
    }
    with disque_etroit(2) as dossier:
        settings.RESERVES_ROOT = f"{dossier}/reserves"

        reponse = client.post(fiche, champs)

    assert reponse.status_code == 503
    assert "n’a été enregistré" in reponse.content.decode()
    assert not Document.objects.exists()
