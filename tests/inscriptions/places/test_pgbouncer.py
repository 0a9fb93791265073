"""The whole portal behind a PgBouncer in transaction mode, with the setting that it documents.

Its control is the same portal without the setting: cursors and plans of the server are then looked
for on a connection that somebody else used meanwhile.
"""

import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPException

import psycopg
import pytest
from django.db import connection

from . import pgbouncer, portail
from .test_concurrence_http import FouleDeNavigateurs, Journee, statuts
from .visites import Navigateur

pytestmark = [
    pytest.mark.epreuve,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="PgBouncer stands before PostgreSQL"),
    pytest.mark.skipif(not pgbouncer.PROGRAMME, reason="pgbouncer (Debian package) is not here"),
]
PERSONNES, TOURS = 12, 4
PAGES = [
    *("/", "/ateliers/", "/ateliers/?theme=&places=1", "/ateliers/agenda.ics", "/cycles/"),
    *("/lieux/", "/lieux/export.geojson", "/lieux/standard.csv", "/sante/"),
]
BUREAU = [
    *("/admin/", "/admin/inscriptions/inscription/", "/admin/inscriptions/inscription/add/"),
    *("/admin/ateliers/atelier/add/", "/admin/ateliers/atelier/", "/admin/lieux/lieu/add/"),
]


@pytest.fixture(scope="module")
def foule(base_a_part):
    foule = FouleDeNavigateurs(base_a_part)
    yield foule
    foule.renvoyer()


@pytest.fixture(scope="module")
def adresse(foule):
    with pgbouncer.en_marche(foule.url) as adresse:
        yield adresse


@pytest.fixture(scope="module")
def portails(adresse):
    """The port of the portal with the documented setting, by connections to the server, and that
    of the witness without."""
    with ExitStack() as pile:
        yield {
            nom: pile.enter_context(portail.en_marche(ou, DATABASE_PLANS=plans))
            for nom, ou, plans in (
                ("une", adresse, "0"),
                ("deux", f"{adresse}_a_deux", "0"),
                ("temoin", f"{adresse}_a_deux", "1"),
            )
        }


def lire(port, pages, session=None):
    """All of them at once, several times: how many of each status; a file cut short is 500."""

    def une(page):
        navigateur = Navigateur(port, session)
        try:
            return navigateur.demander("GET", page)[0]
        except HTTPException:
            return 500
        finally:
            navigateur.connexion.close()

    with ThreadPoolExecutor(8) as fils:
        return Counter(fils.map(une, pages * TOURS))


@pytest.mark.parametrize("serveur", ["une", "deux"])
def test_les_pages_l_agenda_et_le_bureau_repondent_toujours(foule, portails, adresse, serveur):
    session = foule.un_seul("preparer_une_animatrice")
    Journee(foule)

    port = portails[serveur]
    publiques, bureau = lire(port, PAGES), lire(port, BUREAU, session)
    clients, connexions = pgbouncer.connexions(adresse if serveur == "une" else f"{adresse}_a_deux")

    assert publiques == {200: len(PAGES) * TOURS}
    assert bureau == {200: len(BUREAU) * TOURS}
    assert connexions <= ["une", "deux"].index(serveur) + 1
    assert clients > connexions


def test_sans_le_reglage_des_pages_tombent(foule, portails):
    """The control."""
    Journee(foule)

    assert lire(portails["temoin"], PAGES)[500] > 0


def test_une_journee_se_remplit_s_exporte_et_s_ecrit(foule, portails, adresse):
    """Registrations at once, the lists while they come, the letters by the worker."""
    session = foule.un_seul("preparer_une_animatrice")
    journee = Journee(foule, nombre=PERSONNES + 4, capacite=PERSONNES, voulu="repas")
    atelier = journee.atelier

    reponses, _compte = journee.ruee(portails["une"])
    exports = {
        fin: exporter(portails["une"], session, atelier, fin) for fin in ("csv", "xlsx", "pdf")
    }
    ouvrier = subprocess.run(
        [sys.executable, "manage.py", "ouvrier", "--une-fois"],
        env={
            **os.environ,
            "DATABASE_URL": adresse,
            "DATABASE_PLANS": "0",
            "PROPOSITION_HEURES": "0",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert statuts(reponses) == {302: PERSONNES + 4}
    assert etats(foule.url, atelier) == {"confirmee": PERSONNES, "en_attente": 4}
    assert exports["csv"].count(b"@example.org") == PERSONNES
    assert (exports["xlsx"][:2], exports["pdf"][:4]) == (b"PK", b"%PDF")
    assert f"Courriels partis : {PERSONNES + 4}" in ouvrier.stdout
    assert "echec" not in ouvrier.stderr


def exporter(port, session, atelier, format_voulu):
    navigateur = Navigateur(port, session)
    page = f"/admin/inscriptions/export/atelier/{atelier}/"
    statut, _page = navigateur.demander("GET", page)
    assert statut == 200
    champs = {"format": format_voulu, "lignes_vides": "5"}
    champs["csrfmiddlewaretoken"] = navigateur.cookies["csrftoken"]
    statut, corps = navigateur.demander("POST", page, champs)
    assert statut == 200
    return corps


def etats(url, atelier):
    with psycopg.connect(url) as base:
        return dict(
            base.execute(
                "SELECT etat, count(*) FROM inscriptions_inscription WHERE atelier_id = %s"
                " GROUP BY etat",
                [atelier],
            ).fetchall()
        )
