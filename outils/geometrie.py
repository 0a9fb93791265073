"""The little plane geometry that the territory scripts need; points are (longitude, latitude)."""

import math
import struct
from itertools import pairwise

Point = tuple[float, float]
Anneau = list[Point]

POINT, POLYGONE = 1, 3


def lire_wkb(hexadecimal: str):
    """A little-endian WKB point as a Point, a (multi)polygon as lists of rings."""
    return _lire(bytes.fromhex(hexadecimal), 0)[0]


def _lire(octets: bytes, place: int):
    (genre,) = struct.unpack_from("<I", octets, place + 1)
    place += 5
    if genre == POINT:
        return struct.unpack_from("<2d", octets, place), place + 16
    (nombre,) = struct.unpack_from("<I", octets, place)
    place += 4
    lus = []
    for _ in range(nombre):
        if genre == POLYGONE:
            (taille,) = struct.unpack_from("<I", octets, place)
            place += 4
            lus.append([struct.unpack_from("<2d", octets, place + 16 * n) for n in range(taille)])
            place += 16 * taille
        else:
            element, place = _lire(octets, place)
            lus.append(element)
    return lus, place


def aire(anneau: Anneau) -> float:
    """Signed area in square degrees: positive when the ring turns counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(anneau)) / 2


def centre(polygones: list[list[Anneau]]) -> Point:
    """Centroid of the outer rings."""
    poids = x = y = 0.0
    for exterieur, *_trous in polygones:
        x0, y0 = exterieur[0]
        for (ax, ay), (bx, by) in pairwise(exterieur):
            produit = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
            poids += produit
            x += (ax + bx + x0) / 3 * produit
            y += (ay + by + y0) / 3 * produit
    return x / poids, y / poids


def simplifier(ligne: Anneau, tolerance: float) -> Anneau:
    """Douglas–Peucker: the fewest of its points within `tolerance` degrees of latitude."""
    largeur = math.cos(math.radians(ligne[0][1]))
    gardes, a_voir = {0, len(ligne) - 1}, [(0, len(ligne) - 1)]
    while a_voir:
        debut, fin = a_voir.pop()
        ecarts = (
            (_ecart(ligne[n], ligne[debut], ligne[fin], largeur), n) for n in range(debut + 1, fin)
        )
        plus_loin, n = max(ecarts, default=(0, None))
        if plus_loin > tolerance:
            gardes.add(n)
            a_voir += [(debut, n), (n, fin)]
    return [ligne[n] for n in sorted(gardes)]


def _ecart(point: Point, debut: Point, fin: Point, largeur: float) -> float:
    """Distance from a point to a segment, longitudes scaled by `largeur`."""
    px, py = (point[0] - debut[0]) * largeur, point[1] - debut[1]
    sx, sy = (fin[0] - debut[0]) * largeur, fin[1] - debut[1]
    longueur = sx * sx + sy * sy
    part = max(0, min(1, (px * sx + py * sy) / longueur)) if longueur else 0
    return math.hypot(px - part * sx, py - part * sy)
