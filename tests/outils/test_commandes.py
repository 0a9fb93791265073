"""Every test is run by one command and one only, and CI runs each command on both databases."""

import re
import shlex
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from tests.conftest import COLLECTES

RACINE = Path(settings.BASE_DIR)
COMMANDES = ["test", "epreuves", "parcours"]
SUR_SQLITE, SUR_POSTGRESQL = "env -u DATABASE_URL ", 'DATABASE_URL="$POSTGRESQL" '


def lire(nom):
    return (RACINE / nom).read_text(encoding="utf-8")


@cache
def choix(commande) -> str:
    """The marks that a command of the Makefile asks pytest for: its own -m, or the usual one."""
    recette = re.search(rf"^{commande}:.*\n\t.* -m pytest(.*)$", lire("Makefile"), re.M)[1]
    usuels = tomllib.loads(lire("pyproject.toml"))["tool"]["pytest"]["ini_options"]["addopts"]
    mots = shlex.split(usuels) + shlex.split(recette)
    return mots[len(mots) - mots[::-1].index("-m")]  # the last one wins


def commandes_qui_prennent(marques) -> list[str]:
    def prend(expression):
        return eval(expression, {}, {nom: nom in marques for nom in re.findall(r"\w+", expression)})

    return [commande for commande in COMMANDES if prend(choix(commande))]


def test_chaque_test_est_pris_par_une_commande_et_une_seule(request):
    tests = request.config.stash[COLLECTES]
    prises = {
        test.nodeid: commandes_qui_prennent({marque.name for marque in test.iter_markers()})
        for test in tests
    }

    assert request.node.nodeid in prises
    assert {test: prise for test, prise in prises.items() if len(prise) != 1} == {}


@pytest.mark.parametrize(
    ("marques", "prises"),
    [
        ("", ["test"]),
        ("django_db ignore_template_errors", ["test"]),
        ("epreuve", ["epreuves"]),
        ("parcours", ["parcours"]),
        ("epreuve parcours", ["epreuves", "parcours"]),
    ],
)
def test_temoin_deux_marques_seraient_vues(marques, prises):
    assert commandes_qui_prennent(set(marques.split())) == prises


def est_oublie(chemin, source) -> bool:
    """Holds tests where pytest does not look: outside tests/, or under another name."""
    tient_des_tests = re.search(r"^\s*(?:async )?def test_", source, re.M)
    return bool(tient_des_tests) and not re.fullmatch(r"tests/(.+/)?test_\w+\.py", chemin)


def test_aucun_fichier_de_tests_n_est_oublie_par_pytest():
    dossiers = ["tests", "outils", "reseau", "lieux", "ateliers", "inscriptions"]
    sources = {
        str(fichier.relative_to(RACINE)): fichier.read_text(encoding="utf-8")
        for dossier in dossiers
        for fichier in (RACINE / dossier).rglob("*.py")
    }

    assert [chemin for chemin, source in sources.items() if est_oublie(chemin, source)] == []
    assert len(sources) > 500


def test_temoin_un_fichier_mal_nomme_serait_vu():
    assert est_oublie("tests/lieux/essai_carte.py", "def test_x():")
    assert est_oublie("lieux/carte/test_dessin.py", "class TestX:\n    def test_x(self):")
    assert not est_oublie("tests/lieux/test_carte.py", "def test_x():")


def test_la_ci_lance_chaque_commande_sur_les_deux_bases():
    lancees = re.findall(r"^(.*)make (\w+)$", lire(".ci/run"), re.M)

    assert [c for c in lancees if c[1] in COMMANDES] == [
        (SUR_SQLITE, "test"),
        (SUR_POSTGRESQL, "test"),
        (SUR_SQLITE, "epreuves"),
        (SUR_POSTGRESQL, "epreuves"),
        ("", "parcours"),
    ]
