"""A map drawn by the server as SVG: no download, no script.

Metropolitan France is one view; each overseas département has its own view, in a row below.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .contours import contours
from .points import Point, regrouper
from .projection import Boite, Cadre

METROPOLE = Boite(-5.5, 41.2, 9.8, 51.3)
MARGE = 14
MAILLE = 30
TROP = 60
"""Above this number of points, those of one square of the grid become one."""


@dataclass(frozen=True)
class PointDessine:
    point: Point
    x: int
    y: int
    a_gauche: bool
    """Its caption is written on its left, to stay inside the drawing."""


@dataclass(frozen=True)
class Vue:
    """One rectangle of the drawing, with its own scale, at `x`, `y`."""

    cadre: Cadre
    fonds: tuple[tuple[str, str], ...]
    """Name of each département, data of its path."""
    points: list[PointDessine]
    x: int = 0
    y: int = 0

    @property
    def trajet(self) -> str:
        return " ".join(f"{p.x},{p.y}" for p in self.points)


@dataclass(frozen=True)
class Carte:
    largeur: int
    hauteur: int
    vues: list[Vue]


def dessiner(
    points: Iterable[Point],
    departements: Iterable[str] = (),
    largeur: int = 640,
    serre: bool = False,
) -> Carte:
    """Draw `points` on the outlines of `departements` (codes; empty: the whole country).

    With `serre` the frame fits the points rather than the territory, for a route.
    """
    points = list(points)
    choisis = frozenset(departements) & contours().keys()
    serre = serre and bool(points)
    vues = []
    sur_le_continent = [p for p in points if METROPOLE.contient(p.position)]
    ailleurs = [p for p in points if not METROPOLE.contient(p.position)]
    continent = frozenset(c for c in choisis or contours() if not contours()[c].outre_mer)
    if sur_le_continent or (continent and not serre):
        cadre = _cadrer(sur_le_continent, continent, largeur, serre)
        vues.append(_vue(cadre, frozenset(contours()) if serre else continent, sur_le_continent))
    lointaines = []
    for contour in filter(lambda contour: contour.outre_mer, contours().values()):
        chez_elle = [p for p in ailleurs if contour.boite.contient(p.position)]
        if chez_elle or (contour.code in choisis and not serre):
            lointaines.append((contour, chez_elle))
    vues += _aligner(lointaines, largeur, vues[0].cadre.hauteur + MARGE if vues else 0)
    hauteur = max((vue.y + vue.cadre.hauteur for vue in vues), default=0)
    return Carte(largeur, hauteur, vues)


def _cadrer(points: list[Point], codes: frozenset[str], largeur: int, serre: bool) -> Cadre:
    boites = [contours()[code].boite for code in codes]
    if points:
        autour = Boite.autour(p.position for p in points)
        if serre or not boites:
            return Cadre(autour.elargie(0.25, au_moins=0.6).au_format(1.5), largeur)
        boites.append(autour)
    return Cadre(Boite.reunion(boites), largeur, MARGE)


def _aligner(lointaines, largeur: int, haut: int) -> list[Vue]:
    """Place overseas views: squares, five in a row below the mainland; alone, full width."""
    colonnes = 5 if haut else max(1, min(len(lointaines), 5))
    cote = (largeur - MARGE * (colonnes - 1)) // colonnes
    vues = []
    for rang, (contour, points) in enumerate(lointaines):
        ligne, colonne = divmod(rang, colonnes)
        cadre = Cadre(contour.boite.au_format(1), cote, MARGE)
        x, y = colonne * (cote + MARGE), haut + ligne * (cote + MARGE)
        vues.append(_vue(cadre, frozenset([contour.code]), points, x, y))
    return vues


def _vue(cadre: Cadre, codes: frozenset[str], points: list[Point], x: int = 0, y: int = 0) -> Vue:
    if len(points) > TROP:
        points = regrouper(points, cadre, MAILLE)
    dessines = []
    for point in points:
        px, py = cadre.placer(point.position)
        dessines.append(PointDessine(point, round(px), round(py), px > cadre.largeur * 0.62))
    return Vue(cadre, _fonds(codes, cadre), dessines, x, y)


@lru_cache(maxsize=64)
def _fonds(codes: frozenset[str], cadre: Cadre) -> tuple[tuple[str, str], ...]:
    visibles = [contours()[code] for code in sorted(codes)]
    visibles = [contour for contour in visibles if contour.boite.touche(cadre.boite)]
    return tuple((c.nom, trace) for c in visibles if (trace := c.trace(cadre)))
