"""Project degrees to units of the drawing (Mercator, as web maps do)."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

Position = tuple[float, float]
"""Latitude, longitude."""


@dataclass(frozen=True)
class Boite:
    """A rectangle in degrees."""

    ouest: float
    sud: float
    est: float
    nord: float

    @classmethod
    def autour(cls, positions: Iterable[Position]) -> "Boite":
        latitudes, longitudes = zip(*positions, strict=True)
        return cls(min(longitudes), min(latitudes), max(longitudes), max(latitudes))

    def contient(self, position: Position) -> bool:
        latitude, longitude = position
        return self.sud <= latitude <= self.nord and self.ouest <= longitude <= self.est

    def touche(self, voisine: "Boite") -> bool:
        return (
            self.ouest <= voisine.est
            and voisine.ouest <= self.est
            and self.sud <= voisine.nord
            and voisine.sud <= self.nord
        )

    @classmethod
    def reunion(cls, boites: "Iterable[Boite]") -> "Boite":
        coins = [coin for b in boites for coin in ((b.sud, b.ouest), (b.nord, b.est))]
        return cls.autour(coins)

    def elargie(self, part: float, au_moins: float = 0) -> "Boite":
        """Grow each side by `part` of the span; each span is then at least `au_moins` degrees."""
        cotes = []
        for debut, fin in ((self.ouest, self.est), (self.sud, self.nord)):
            milieu = (debut + fin) / 2
            demi = max((fin - debut) * (0.5 + part), au_moins / 2)
            cotes += [milieu - demi, milieu + demi]
        ouest, est, sud, nord = cotes
        return Boite(ouest, sud, est, nord)

    def au_format(self, rapport: float) -> "Boite":
        """Grow the shorter side until drawn width / height is `rapport`."""
        milieu_lat = (self.sud + self.nord) / 2
        etirement = 1 / math.cos(math.radians(milieu_lat))
        largeur, hauteur = self.est - self.ouest, (self.nord - self.sud) * etirement
        if largeur < hauteur * rapport:
            demi, milieu = hauteur * rapport / 2, (self.ouest + self.est) / 2
            return Boite(milieu - demi, self.sud, milieu + demi, self.nord)
        demi = largeur / rapport / etirement / 2
        return Boite(self.ouest, milieu_lat - demi, self.est, milieu_lat + demi)


@dataclass(frozen=True)
class Cadre:
    """The part of the Earth in a drawing of `largeur` units."""

    boite: Boite
    largeur: int
    marge: int = 0

    @cached_property
    def hauteur(self) -> int:
        return round((self._haut - _mercator(self.boite.sud)) * self._echelle) + 2 * self.marge

    def placer(self, position: Position) -> tuple[float, float]:
        latitude, longitude = position
        return (
            self.marge + math.radians(longitude - self.boite.ouest) * self._echelle,
            self.marge + (self._haut - _mercator(latitude)) * self._echelle,
        )

    @cached_property
    def _haut(self) -> float:
        return _mercator(self.boite.nord)

    @cached_property
    def _echelle(self) -> float:
        return (self.largeur - 2 * self.marge) / math.radians(self.boite.est - self.boite.ouest)


def _mercator(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
