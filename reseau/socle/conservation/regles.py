"""One promise of the privacy page, as code: which rows, how long, what is erased in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from ..donnees_personnelles.durees import Duree


@dataclass(frozen=True)
class Regle:
    """`echues(limite)` gives the rows whose time ended before `limite`, which is now minus `duree`.

    `efface` maps columns to the value that replaces theirs, as `effacement` reads it from the
    declaration of the model; with None the rows are deleted. `dues` leaves out rows already erased.
    A rule reads dates only, never what another rule erases: their order does not matter.
    """

    nom: str
    libelle: str | Promise
    duree: Duree
    echues: Callable[[datetime], QuerySet[Model]]
    efface: Mapping[str, object] | None

    def dues(self, a: datetime) -> QuerySet[Model]:
        echues = self.echues(a - timedelta(days=self.duree.jours))
        return echues if self.efface is None else echues.exclude(**self.efface)

    @property
    def modele(self) -> type[Model]:
        return self.echues(datetime.now(UTC)).model

    def tient(self, modele: type[Model], champ: str, duree: Duree) -> bool:
        """Does this rule erase this column of this table after this time?"""
        return (
            self.modele is modele
            and self.duree == duree
            and (self.efface is None or champ in self.efface)
        )

    def compter(self, a: datetime) -> int:
        return self.dues(a).count()

    def appliquer(self, a: datetime) -> None:
        if self.efface is None:
            self.dues(a).delete()
        else:
            self.dues(a).update(**self.efface)


@dataclass(frozen=True)
class Travail:
    """A promise that one query cannot keep: two functions of the date count and apply it.

    `efface` is False when nothing is erased, as when we only ask a question. `fins` lists the
    tables it handles, with the declared end it keeps there.
    """

    nom: str
    libelle: str | Promise
    compter: Callable[[datetime], int]
    appliquer: Callable[[datetime], object]
    efface: bool = True
    fins: tuple[tuple[type[Model], Duree], ...] = ()

    def tient(self, modele: type[Model], champ: str, duree: Duree) -> bool:
        return (modele, duree) in self.fins
