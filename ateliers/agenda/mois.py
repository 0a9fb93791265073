"""A month as weeks of days, each with its workshops."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from ..models import Atelier

# Years before and after this one that the agenda shows; beyond, robots would walk for ever.
RECUL, AVANCE = 15, 3


@dataclass(frozen=True)
class Jour:
    date: date
    dans_le_mois: bool
    est_aujourd_hui: bool
    ateliers: list[Atelier] = field(default_factory=list)


@dataclass(frozen=True)
class Mois:
    annee: int
    mois: int

    @classmethod
    def de(cls, jour: date) -> "Mois":
        return cls(jour.year, jour.month)

    @property
    def premier(self) -> date:
        return date(self.annee, self.mois, 1)

    @property
    def dernier(self) -> date:
        return self.suivant.premier - timedelta(days=1)

    @property
    def precedent(self) -> "Mois":
        return Mois.de(self.premier - timedelta(days=1))

    @property
    def suivant(self) -> "Mois":
        return Mois.de(self.premier + timedelta(days=32))

    def page(self, aujourd_hui: date) -> "Mois | None":
        """The month, or None when the agenda has no page for it (or for a 13th month)."""
        ecart = self.annee - aujourd_hui.year
        return self if 1 <= self.mois <= 12 and -RECUL <= ecart <= AVANCE else None

    def get_absolute_url(self) -> str:
        return reverse("ateliers:calendrier", args=[self.annee, self.mois])

    def semaines(self, ateliers: Iterable[Atelier], aujourd_hui: date) -> list[list[Jour]]:
        par_jour: dict[date, list[Atelier]] = {}
        for atelier in ateliers:
            for jour in _jours(atelier):
                par_jour.setdefault(jour, []).append(atelier)
        return [
            [
                Jour(
                    jour,
                    jour.month == self.mois,
                    jour == aujourd_hui,
                    par_jour.get(jour, []) if jour.month == self.mois else [],
                )
                for jour in semaine
            ]
            for semaine in calendar.Calendar().monthdatescalendar(self.annee, self.mois)
        ]


def _jours(atelier: Atelier) -> list[date]:
    """The days of a workshop; an evening that ends after midnight belongs to its first day."""
    debut, fin = timezone.localdate(atelier.debut), timezone.localdate(atelier.fin)
    if atelier.fin - atelier.debut < timedelta(days=1):
        return [debut]
    return [debut + timedelta(days=n) for n in range((fin - debut).days + 1)]
