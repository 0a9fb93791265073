"""A name says what the thing is: no pronoun, article or participle stands alone as a name."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[2]
APPS = ("reseau", "lieux", "ateliers", "inscriptions", "outils")
REFUSES = set(
    """
    autre autres ceux celle celles celui chacun chacune dit dite dites dits elle elles eux
    fait faite faites faits i ici il ils la le les leur leurs li lui meme memes mien mienne
    nos notre sien sienne siennes siens soi toute toutes un une
    """.split()
)


def modules() -> list[Path]:
    trouves = [chemin for app in APPS for chemin in (RACINE / app).rglob("*.py")]
    return sorted(chemin for chemin in trouves if "migrations" not in chemin.parts)


def noms_refuses(source: str) -> list[tuple[int, str]]:
    """(line, name) of each definition, argument, variable or attribute that names nothing.

    Three are left alone: `i` that counts (`range`, `enumerate`), the columns of a table such as
    `le`, which only a migration could rename, and the choices of a column (`Profil.AUTRE`).
    """
    arbre = ast.parse(source)
    permis = set(_compteurs(arbre)) | set(_colonnes(arbre))
    return sorted(
        (noeud.lineno, nom)
        for noeud, nom in _noms(arbre)
        if nom.lower() in REFUSES and id(noeud) not in permis
    )


def _noms(arbre: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    for noeud in ast.walk(arbre):
        match noeud:
            case (
                ast.FunctionDef(name=nom) | ast.AsyncFunctionDef(name=nom) | ast.ClassDef(name=nom)
            ):
                yield noeud, nom
            case ast.arg(arg=nom) | ast.alias(asname=str(nom)):
                yield noeud, nom
            case ast.Name(id=nom, ctx=ast.Store()) | ast.Attribute(attr=nom, ctx=ast.Store()):
                yield noeud, nom


def _compteurs(arbre: ast.AST) -> Iterator[int]:
    for noeud in ast.walk(arbre):
        match noeud:
            case (ast.For() | ast.comprehension()) as boucle:
                compte = _compte(boucle.iter)
                cible = boucle.target
                if compte == "enumerate" and isinstance(cible, ast.Tuple):
                    cible = cible.elts[0]
                if compte and isinstance(cible, ast.Name) and cible.id == "i":
                    yield id(cible)


def _compte(source: ast.expr) -> str | None:
    match source:
        case ast.Call(func=ast.Name(id="range" | "enumerate" as nom)):
            return nom
    return None


def _colonnes(arbre: ast.AST) -> Iterator[int]:
    for noeud in ast.walk(arbre):
        match noeud:
            case ast.Assign(
                targets=[ast.Name() as cible],
                value=ast.Call(func=ast.Attribute(value=ast.Name(id="models"), attr=genre)),
            ) if genre.endswith(("Field", "ForeignKey")):
                yield id(cible)
            case ast.ClassDef(
                bases=[ast.Attribute(attr="TextChoices") | ast.Name(id="TextChoices")]
            ):
                yield from (id(choix) for choix in ast.walk(noeud) if isinstance(choix, ast.Name))


def test_un_nom_dit_ce_qu_est_la_chose():
    fautes = {
        str(chemin.relative_to(RACINE)): noms
        for chemin in modules()
        if (noms := noms_refuses(chemin.read_text()))
    }

    assert fautes == {}


@pytest.mark.parametrize(
    ("source", "attendus"),
    [
        ("siennes = []", [(1, "siennes")]),
        ("def noter(la): pass", [(1, "la")]),
        ("class Voisinage:\n    une: str", [(2, "une")]),
        ("def autre(): pass", [(1, "autre")]),
        ("self.dites = []", [(1, "dites")]),
        ("tri = lambda i: i.pk", [(1, "i")]),
        ("a = [i.pk for i in lignes]", [(1, "i")]),
        ("for i, ligne in enumerate(lignes): pass", []),
        ("for lettre, i in enumerate(lignes): pass", [(1, "i")]),
        ("a = [couleur[i] for i in range(3)]", []),
        ("ICI = 'inscriptions'", [(1, "ICI")]),
        ("from a import b as elle", [(1, "elle")]),
        ("with ouvrir() as fait: pass", [(1, "fait")]),
        ("if la := lire(): pass", [(1, "la")]),
        ("le = models.DateTimeField()", []),
        ("le = timezone.localdate()", [(1, "le")]),
        ("class Profil(models.TextChoices):\n    AUTRE = 'autre', _('autre')", []),
        ("class Profil(Base):\n    AUTRE = 'autre'", [(2, "AUTRE")]),
        ("inscriptions_du_dossier = []", []),
    ],
)
def test_temoin_le_filet_voit_chaque_sorte_de_nom(source, attendus):
    assert noms_refuses(source) == attendus
