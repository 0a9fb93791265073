"""A point of a map: a place, a stop of a route, or several places too close to separate."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse

from reseau.socle.grammaire import ngettext

from ..territoire.distance import km
from .projection import Cadre, Position


@dataclass(frozen=True)
class Point:
    latitude: float
    longitude: float
    titre: str
    url: str = ""
    numero: int | None = None
    """Order of a stop in a journey, written in the dot."""
    nombre: int = 1
    """How many places the dot stands for."""
    ville: str = ""
    code_insee: str = ""
    """Its commune's: several places drawn as one lead to the list around it."""
    passe: bool = False
    """A stop that already took place is drawn hollow."""

    @property
    def position(self) -> Position:
        return self.latitude, self.longitude

    @property
    def nom_complet(self) -> str:
        """The full name for screen readers and tooltips: « 2. La Dynamo, Auch »."""
        numero = "" if self.numero is None else f"{self.numero}. "
        return f"{numero}{self.titre}{f', {self.ville}' if self.ville else ''}"

    @property
    def chiffre(self) -> str:
        """The text in the dot."""
        if self.numero is not None:
            return str(self.numero)
        return str(self.nombre) if self.nombre > 1 else ""

    @property
    def rayon(self) -> int:
        if self.nombre > 1:
            return 10 + min(self.nombre, 100) // 12
        return 12 if self.numero is not None else 6


def depuis_lieux(lieux: Iterable) -> list[Point]:
    """One point for each Lieu with a position, its own or that of its commune (select it)."""
    return [
        Point(
            *lieu.position,
            titre=lieu.nom,
            url=lieu.get_absolute_url(),
            ville=lieu.commune.nom,
            code_insee=lieu.commune_id,
        )
        for lieu in lieux
        if lieu.position
    ]


def regrouper(points: list[Point], cadre: Cadre, maille: int) -> list[Point]:
    """Replace the points of one square of `maille` units by one, with their number."""
    carreaux: dict[tuple[int, int], list[Point]] = {}
    for point in points:
        x, y = cadre.placer(point.position)
        carreaux.setdefault((int(x // maille), int(y // maille)), []).append(point)
    return [groupe[0] if len(groupe) == 1 else _resumer(groupe) for groupe in carreaux.values()]


def _resumer(groupe: list[Point]) -> Point:
    nombre = sum(point.nombre for point in groupe)
    villes = Counter(point.ville for point in groupe if point.ville).most_common()
    titre = ngettext("%(nombre)s lieu", "%(nombre)s lieux", nombre) % {"nombre": nombre}
    if villes:
        suite = "…" if len(villes) > 3 else ""
        titre += f"\u00a0: {', '.join(ville for ville, _nombre in villes[:3])}{suite}"
    return replace(
        groupe[0],
        latitude=sum(p.latitude for p in groupe) / len(groupe),
        longitude=sum(p.longitude for p in groupe) / len(groupe),
        titre=titre,
        url=_liste_autour(groupe),
        ville="",
        nombre=nombre,
    )


def _liste_autour(groupe: list[Point]) -> str:
    """The list around the commune with most of the group, wide enough for all of it."""
    (code_insee, _nombre), *_autres = Counter(p.code_insee for p in groupe).most_common()
    if not code_insee:
        return ""
    centre = next(p for p in groupe if p.code_insee == code_insee)
    rayon = max(km(*centre.position, *p.position) for p in groupe)
    return f"{reverse('lieux:liste')}?pres_de={code_insee}&rayon={math.ceil(rayon) + 5}"
