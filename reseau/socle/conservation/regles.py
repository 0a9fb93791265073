"""One promise of the privacy page, as code: which rows, how long, what is erased in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True)
class Regle:
    """`echues(limite)` gives the rows whose time ended before `limite`; `duree` names a setting.

    `efface` maps columns to what stands in their place; None deletes the rows. No need to leave out
    rows already erased: `dues` does. Each rule judges by dates alone, never by what another one
    erases, so that their order changes nothing. Without `duree`, the rows say themselves when
    their time ends.
    """

    nom: str
    libelle: str | Promise
    duree: str
    echues: Callable[[datetime], QuerySet[Model]]
    efface: Mapping[str, object] | None

    def dues(self, a: datetime) -> QuerySet[Model]:
        jours = getattr(settings, self.duree) if self.duree else 0
        echues = self.echues(a - timedelta(days=jours))
        return echues if self.efface is None else echues.exclude(**self.efface)

    def compter(self, a: datetime) -> int:
        return self.dues(a).count()

    def appliquer(self, a: datetime) -> None:
        if self.efface is None:
            self.dues(a).delete()
        else:
            self.dues(a).update(**self.efface)


@dataclass(frozen=True)
class Travail:
    """A promise that no one query keeps: counted and kept by two functions of the date.

    `efface` says whether what it counts is erased; asking a question erases nothing.
    """

    nom: str
    libelle: str | Promise
    compter: Callable[[datetime], int]
    appliquer: Callable[[datetime], object]
    efface: bool = True
