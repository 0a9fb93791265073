"""The plan of the house, drawn from the imports: `python -m outils.plan`.

Prints Mermaid drawings and counts; `--ecrire` puts them into docs/architecture.md, where
`tests/outils/test_plan.py` compares them with the code.
"""

import sys
from collections import Counter
from pathlib import Path

import grimp

APPS = ("reseau", "lieux", "ateliers", "inscriptions")
ETAGES = [
    ["urls"],
    ["admin"],
    ["pages"],
    ["annonces", "conservation"],
    ["feuilles"],
    ["places"],
    ["courriels"],
    ["demandes"],
    ["refus", "models"],
]
PAGE = Path(__file__).resolve().parent.parent / "docs" / "architecture.md"
DEBUT, FIN = "<!-- plan: python -m outils.plan --ecrire -->", "<!-- /plan -->"


def graphe() -> grimp.ImportGraph:
    return grimp.build_graph(*APPS, cache_dir=None)


def fleches(imports: grimp.ImportGraph, piece) -> Counter:
    """Number of imports from one room to another; `piece` gives the room of a module, or None."""
    compte = Counter()
    for de in imports.modules:
        for vers in imports.find_modules_directly_imported_by(de):
            depart, arrivee = piece(de), piece(vers)
            if depart and arrivee and depart != arrivee:
                compte[depart, arrivee] += 1
    return compte


def app(module: str) -> str:
    """The app of a module; `portail` and `socle` of reseau count apart."""
    morceaux = module.split(".")
    if morceaux[0] == "reseau" and len(morceaux) > 1 and morceaux[1] in ("portail", "socle"):
        return f"reseau.{morceaux[1]}"
    return morceaux[0]


def etage(module: str) -> str | None:
    """The floor of a module of inscriptions."""
    app, _, reste = module.partition(".")
    nom = reste.split(".")[0]
    return nom if app == "inscriptions" and nom in {n for noms in ETAGES for n in noms} else None


def remontent(compte: Counter) -> list[tuple[str, str]]:
    """Arrows of inscriptions that go up."""
    hauteur = {nom: rang for rang, noms in enumerate(ETAGES) for nom in noms}
    return sorted((de, vers) for de, vers in compte if hauteur[de] >= hauteur[vers])


def dessin(compte: Counter) -> str:
    lignes = [f"    {de} --> {vers}" for de, vers in sorted(compte)]
    return "\n".join(["```mermaid", "flowchart TD", *lignes, "```"])


def plan() -> str:
    imports = graphe()
    etages = fleches(imports, etage)
    return "\n\n".join(
        [
            "The apps, and which imports which:",
            dessin(fleches(imports, app)),
            f"The floors of `inscriptions/`: {len(etages)} arrows, "
            f"{len(remontent(etages))} running back up:",
            dessin(etages),
        ]
    )


def avec_le_plan(page: str) -> str:
    avant, _, reste = page.partition(DEBUT)
    return f"{avant}{DEBUT}\n\n{plan()}\n\n{FIN}{reste.partition(FIN)[2]}"


if __name__ == "__main__":
    if "--ecrire" in sys.argv:
        PAGE.write_text(avec_le_plan(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        print(plan())
