"""Role × column, the channels of logs and error reports: nobody reads a sensitive column there.

Whatever value of whatever column stands in the words of an error, in the local variables around it,
in the request or in what fills a line of log, neither the log nor Sentry holds it.
"""

import ast
import json
import logging

import pytest
from django.conf import settings
from django.test import RequestFactory
from sentry_sdk.consts import DEFAULT_OPTIONS
from sentry_sdk.utils import event_from_exception

from reseau.socle.traces.demande import EN_COURS
from reseau.socle.traces.lignes import LigneSansPersonne
from reseau.socle.traces.sentry import expurger, options

SENSIBLES = {
    "Inscription.prenom": "Zénobie",
    "Inscription.courriel": "zenobie@posteo.example",
    "Inscription.telephone": "06 98 76 54 32",
    "Inscription.besoins_acces": "Boucle magnétique zythum",
    "Inscription.jeton": "Xy9_jeton-de-zenobie-0123456789",
    "Dossier.code": "K7PM4RDX",
    "Couvert.allergie": "Lupin zébré",
    "ReponseDonnee.valeur": "Asthme zinzolin",
    "Trajet.message": "Devant la gare zigzag",
    "ChangementEtat.motif": "Zénobie a le bras cassé",
    "Courriel.texte": "/compte/password/reset/key/1-zirconium/",
    "Personne.password": "pbkdf2_sha256$1000000$zirconium$abc",
    "Session.session_data": "eyJhY2NvdW50X2xvZ2luIjoiemVub2JpZSJ9",
}


class Cassee(Exception):
    pass


def casser(valeur):
    locale = {"saisie": valeur}
    try:
        raise ValueError(f"DETAIL: Key (x)=({valeur}) already exists.")
    except ValueError as erreur:
        raise Cassee(valeur, locale) from erreur


def erreur_de(valeur):
    try:
        casser(valeur)
    except Cassee as erreur:
        return erreur


@pytest.fixture
def demande_de(request):
    """The request being answered carries the value wherever a request can carry one."""
    jetons = []

    def demander(valeur):
        demande = RequestFactory().post(
            "/inscriptions/retrouver/",
            {"saisie": valeur},
            query_params={"q": valeur},
            headers={"Cookie": f"c={valeur!r}", "Referer": valeur, "User-Agent": valeur},
        )
        demande.numero = "BCDF-2345"
        jetons.append(EN_COURS.set(demande))
        return demande

    yield demander
    for jeton in jetons:
        EN_COURS.reset(jeton)


@pytest.mark.parametrize("colonne", SENSIBLES)
def test_le_journal_ne_dit_aucune_colonne_sensible(colonne, demande_de):
    valeur = SENSIBLES[colonne]
    demande, erreur = demande_de(valeur), erreur_de(valeur)
    ligne = logging.LogRecord(
        "django.request",
        logging.ERROR,
        "f.py",
        1,
        "%s: %s",
        ("Internal Server Error", f"/inscriptions/{valeur}/"),
        (type(erreur), erreur, erreur.__traceback__),
    )
    ligne.request, ligne.status_code = demande, 500

    ecrit = LigneSansPersonne().format(ligne)

    assert "demande=BCDF-2345 POST /inscriptions/retrouver/ 500" in ecrit
    assert "test_colonnes_sensibles.Cassee" in ecrit
    assert valeur not in ecrit


@pytest.mark.parametrize("genre", ["event", "transaction"])
@pytest.mark.parametrize("colonne", SENSIBLES)
def test_sentry_ne_recoit_aucune_colonne_sensible(colonne, genre, demande_de):
    valeur = SENSIBLES[colonne]
    demande_de(valeur)
    reglages = options("", "0")
    assert (reglages["include_local_variables"], reglages["send_default_pii"]) == (False, False)
    # As the SDK would make it were it asked to tell everything.
    evenement, indice = event_from_exception(
        erreur_de(valeur), client_options=DEFAULT_OPTIONS | {"include_local_variables": True}
    )
    evenement |= {
        "type": genre,
        "level": "error",
        "request": {"url": f"https://x/{valeur}", "data": valeur, "cookies": valeur, "env": valeur},
        "user": {"email": valeur, "ip_address": valeur},
        "breadcrumbs": {"values": [{"message": valeur, "data": {"params": valeur}}]},
        "extra": {"sys.argv": [valeur]},
        "logentry": {"message": "%s", "params": [valeur], "formatted": valeur},
        "spans": [{"description": f"SELECT {valeur}", "data": valeur}],
        "contexts": {"trace": {"trace_id": "1", "data": valeur}, "etat": valeur},
        "transaction": f"/inscriptions/{valeur}/",
        "server_name": valeur,
        "tags": {"url": valeur},
        "demain": valeur,
    }

    parti = json.dumps(expurger(evenement, indice), default=str, ensure_ascii=False)

    assert valeur not in parti
    assert '"demande": "BCDF-2345"' in parti
    assert '"url": "/inscriptions/retrouver/"' in parti
    assert "Cassee" in parti


def test_sentry_ne_garde_d_une_ligne_que_sa_phrase():
    ligne = logging.LogRecord(
        "reseau.x", logging.ERROR, "f.py", 1, "refus de %s", ("Zénobie",), None
    )

    parti = expurger(
        {"level": "error", "logentry": {"message": "refus de Zénobie", "params": ["Zénobie"]}},
        {"log_record": ligne},
    )

    assert parti["logentry"] == {"message": "refus de %s"}


def lignes_du_code():
    """(file, what fills the line) of each line that our code writes in a log."""
    for dossier in ("reseau", "lieux", "ateliers", "inscriptions"):
        for chemin in sorted((settings.BASE_DIR / dossier).rglob("*.py")):
            for noeud in ast.walk(ast.parse(chemin.read_text())):
                if isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Attribute):
                    objet = getattr(noeud.func.value, "id", "")
                    if objet in ("journal", "logger", "secours", "securite") and noeud.args:
                        yield from (ast.unparse(a) for a in noeud.args[1:])


def test_ce_qui_remplit_une_ligne_de_journal_est_connu():
    """Names cannot be told from other words: a new value in a line is read by somebody first."""
    assert set(lignes_du_code()) == {
        "self.nom",  # of the worker: a machine and a process
        "type(erreur).__name__",
        "type(panne).__name__",
        "corriges",  # how many dates
        "personne.pk if personne else '-'",
        "type(erreur).__name__ if erreur else '-'",
        "erreur",  # a mail server or a database that does not answer
        "courriel.pk",
        "courriel.tentatives",
        "suite['etat']",
        "travail.nom",
        "nombre",
        "regle.nom",
        "genre",  # of a reminder, and the number of its registration
        "cle",
        "detail",  # of the security log: written by us, scrubbed of addresses
        "'courriel=%s etat=%s tentative=%s erreur=%s'",
    }
