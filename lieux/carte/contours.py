"""Outlines of the départements, read once per process from `lieux/donnees/`."""

import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from .projection import Boite, Cadre, Position

FICHIER = Path(__file__).resolve().parent.parent / "donnees" / "departements.geojson"


@dataclass(frozen=True)
class Contour:
    code: str
    nom: str
    anneaux: tuple[tuple[Position, ...], ...]
    boite: Boite

    @property
    def outre_mer(self) -> bool:
        return self.code.startswith("97")

    def trace(self, cadre: Cadre) -> str:
        """The data of an SVG path, in whole units: details too small to see are left out."""
        morceaux = (_tracer(anneau, cadre) for anneau in self.anneaux)
        return "".join(morceaux)


@lru_cache(maxsize=1)
def contours() -> dict[str, Contour]:
    collection = json.loads(FICHIER.read_bytes())
    return {c.code: c for c in map(_lire, collection["features"])}


def _lire(feature: dict) -> Contour:
    geometrie = feature["geometry"]
    polygones = geometrie["coordinates"]
    if geometrie["type"] == "Polygon":
        polygones = [polygones]
    anneaux = tuple(
        tuple((lat, lon) for lon, lat, *_altitude in anneau)
        for polygone in polygones
        for anneau in polygone
    )
    boite = Boite.autour(position for anneau in anneaux for position in anneau)
    return Contour(str(feature["properties"]["code"]), feature["properties"]["nom"], anneaux, boite)


def _tracer(anneau: tuple[Position, ...], cadre: Cadre) -> str:
    """Round vertices: neighbours share them, so that no gap appears between them."""
    sommets = []
    for position in anneau:
        x, y = cadre.placer(position)
        sommet = round(x), round(y)
        if not sommets or sommet != sommets[-1]:
            sommets.append(sommet)
    if len(sommets) < 4:
        return ""
    (x0, y0), pas = sommets[0], []
    for (xa, ya), (xb, yb) in pairwise(sommets[:-1]):
        pas.append(f"{xb - xa} {yb - ya}")
    return f"M{x0} {y0}l{' '.join(pas)}z".replace(" -", "-")
