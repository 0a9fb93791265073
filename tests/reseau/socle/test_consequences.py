"""The registry: what a lower app changes is followed by the higher ones, or the house says so."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db.transaction import TransactionManagementError

from reseau.socle import consequences
from reseau.socle.consequences import CAUSES, ETIQUETTE, SansConsequence, declarer


@pytest.fixture
def cause(monkeypatch):
    monkeypatch.setattr(consequences, "CAUSES", dict(CAUSES))
    return declarer("lieu_ferme", "places that close")


def noms_des_tests():
    """The name of every test of the repository."""
    for chemin in Path(settings.BASE_DIR, "tests").rglob("test_*.py"):
        for noeud in ast.walk(ast.parse(chemin.read_text(encoding="utf-8"))):
            if isinstance(noeud, ast.FunctionDef) and noeud.name.startswith("test_"):
                yield noeud.name


def lacunes(causes):
    """What is missing to each: a follower, its sentence, a test that bears its name."""
    noms = list(noms_des_tests())
    for cause in causes:
        if not cause.sens or not cause.suites:
            yield cause.nom, "rien ne la suit"
        if not any(cause.nom in nom for nom in noms):
            yield cause.nom, "aucun test"
        for suite in cause.suites:
            if not suite.__doc__:
                yield cause.nom, f"{suite.__name__} ne dit pas sa règle"


def test_chaque_cause_est_suivie_expliquee_et_testee():
    assert len(CAUSES) >= 1
    assert list(lacunes(CAUSES.values())) == []


def test_une_cause_sans_suite_ni_test_se_verrait(cause):
    cause.entraine(len)
    assert list(lacunes([cause])) == [("lieu_ferme", "aucun test")]

    cause.suites[:] = []
    assert ("lieu_ferme", "rien ne la suit") in list(lacunes([cause]))


def test_le_demarrage_s_arrete_a_une_cause_que_rien_ne_suit(cause):
    with pytest.raises(SystemCheckError, match="Rien ne suit « lieu_ferme »"):
        call_command("check", tags=[ETIQUETTE])

    cause.entraine(print)
    call_command("check", tags=[ETIQUETTE])


def test_chaque_suite_recoit_les_lignes_dans_l_ordre_ou_elle_fut_ajoutee(db, cause):
    recues = []
    cause.entraine(recues.extend)
    cause.entraine(lambda lignes: recues.append(len(lignes)))

    cause.appliquer(["La Ruche", "La Dynamo"])

    assert recues == ["La Ruche", "La Dynamo", 2]


def test_rien_n_a_change_rien_ne_suit(db, cause):
    recues = []
    cause.entraine(recues.append)

    cause.appliquer([])

    assert recues == []


def test_une_cause_que_rien_ne_suit_ne_s_applique_pas_en_silence(db, cause):
    with pytest.raises(SansConsequence, match="lieu_ferme"):
        cause.appliquer(["La Ruche"])


@pytest.mark.django_db(transaction=True)
def test_une_cause_s_applique_dans_la_transaction_de_son_changement(cause):
    cause.entraine(print)

    with pytest.raises(TransactionManagementError):
        cause.appliquer(["La Ruche"])


def test_un_nom_ne_se_declare_qu_une_fois(cause):
    with pytest.raises(ValueError, match="lieu_ferme"):
        declarer("lieu_ferme", "the same again")


def test_une_app_prete_deux_fois_n_ajoute_pas_deux_fois():
    avant = {nom: list(cause.suites) for nom, cause in CAUSES.items()}

    apps.get_app_config("ateliers").ready()

    assert {nom: cause.suites for nom, cause in CAUSES.items()} == avant
