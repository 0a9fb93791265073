"""A net over the tests: each one can fail.

It asserts something; no assertion is true whatever happens because of an `or`; none is skipped
without a word, under an `if` alone or in a loop over what may be empty.
"""

import ast
from pathlib import Path

import pytest

DOSSIER = Path(__file__).parents[1]
# The stories of the browser look for what is shown; they say so by waiting for it (`expect`).
FICHIERS = sorted(chemin for chemin in DOSSIER.rglob("test_*.py") if "parcours" not in chemin.parts)


def affirme(noeud) -> bool:
    """`assert`, or a call that says what is to happen: `pytest.raises`, `…_assert_num_queries`."""
    if isinstance(noeud, ast.Assert):
        return True
    if not isinstance(noeud, ast.Call):
        return False
    nom = getattr(noeud.func, "attr", getattr(noeud.func, "id", ""))
    return nom == "raises" or "assert" in nom


def affirmations(fonction, aides=frozenset()):
    """What it asserts, each with the statements around it; `aides` are functions that assert."""

    def parcourir(noeud, autour):
        for enfant in ast.iter_child_nodes(noeud):
            appel = enfant.func if isinstance(enfant, ast.Call) else None
            nom = getattr(appel, "attr", getattr(appel, "id", ""))
            if affirme(enfant) or nom in aides:
                yield enfant, autour
            yield from parcourir(enfant, [*autour, enfant])

    return list(parcourir(fonction, []))


def les_tests_de(source):
    """Each test of a module, with the functions of that module that assert for it."""
    module = ast.parse(source)
    fonctions = [n for n in ast.walk(module) if isinstance(n, ast.FunctionDef)]
    aides = {f.name for f in fonctions if affirmations(f)}
    for fonction in fonctions:
        if fonction.name.startswith("test_"):
            yield fonction, affirmations(fonction, aides - {fonction.name})


def sous_un_si_seul(autour) -> bool:
    """Under an `if` whose other branch, if there is one, asserts nothing."""
    return any(
        isinstance(noeud, ast.If) and not (noeud.orelse and _chaque_branche_affirme(noeud))
        for noeud in autour
    )


def _chaque_branche_affirme(si) -> bool:
    return all(
        any(affirme(n) for enonce in branche for n in ast.walk(enonce))
        for branche in (si.body, si.orelse)
    )


def boucle_peut_etre_vide(boucle, fonction) -> bool:
    """Neither written out, nor a constant, nor what a fixture or a parameter answers for."""
    if not isinstance(boucle, ast.For):
        return False
    sources = boucle.iter
    donnes = {argument.arg for argument in fonction.args.args}
    if isinstance(sources, ast.Name):
        return not (sources.id.isupper() or sources.id in donnes)
    if isinstance(sources, ast.Call):
        return getattr(sources.func, "id", "") != "range"
    return not isinstance(sources, (ast.Tuple, ast.List, ast.Set))


def _dans_une_boucle_vide(autour, fonction) -> bool:
    return any(boucle_peut_etre_vide(noeud, fonction) for noeud in autour)


def defauts(source):
    """(name of the test, what is wrong with it)."""
    for fonction, dites in les_tests_de(source):
        if not dites:
            yield fonction.name, "asserts nothing"
        elif all(
            any(boucle_peut_etre_vide(n, fonction) for n in autour) for _dite, autour in dites
        ):
            yield fonction.name, "asserts in a loop only, which may be empty"
        for dite, autour in dites:
            test = getattr(dite, "test", None)
            if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or):
                yield fonction.name, f"line {dite.lineno}: either may be false"
            if sous_un_si_seul(autour):
                yield fonction.name, f"line {dite.lineno}: asserted sometimes only"


def test_chaque_test_peut_echouer():
    assert len(FICHIERS) > 150

    trouves = [
        f"{chemin.relative_to(DOSSIER)} {nom}: {defaut}"
        for chemin in FICHIERS
        for nom, defaut in defauts(chemin.read_text())
    ]

    assert trouves == []


@pytest.mark.parametrize(
    ("corps", "defaut"),
    [
        ("page = client.get('/')", "asserts nothing"),
        ("assert a == 302 or b == 1", "line 2: either may be false"),
        ("if fin is not None:\n        assert fin < debut", "line 3: asserted sometimes only"),
        (
            "if a:\n        assert b\n    else:\n        print(b)",
            "line 3: asserted sometimes only",
        ),
        (
            "for lien in liens():\n        assert lien",
            "asserts in a loop only, which may be empty",
        ),
    ],
)
def test_temoin_un_test_qui_ne_peut_pas_echouer_est_vu(corps, defaut):
    assert list(defauts(f"def test_x(client):\n    {corps}\n")) == [("test_x", defaut)]


@pytest.mark.parametrize(
    "corps",
    [
        "assert client.get('/').content",
        "with pytest.raises(ValueError):\n        int('x')",
        "if client:\n        assert a\n    else:\n        assert b",
        "for mot in ('a', 'b'):\n        assert mot in page",
        "for mot in client:\n        assert mot",
        "liens = trouver()\n    assert liens\n    for lien in liens:\n        assert lien",
    ],
)
def test_temoin_un_test_qui_peut_echouer_passe(corps):
    assert list(defauts(f"def test_x(client):\n    {corps}\n")) == []
