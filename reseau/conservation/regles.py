"""One promise of the privacy page, as code: which rows, how long, what is erased in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet


@dataclass(frozen=True)
class Regle:
    """`echues(limite)` gives the rows whose time ended before `limite`; `duree` names a setting.

    `efface` maps columns to what stands in their place; None deletes the rows. No need to leave out
    rows already erased: `dues` does. Each rule judges by dates alone, never by what another one
    erases, so that their order changes nothing.
    """

    nom: str
    libelle: str
    duree: str
    echues: Callable[[datetime], QuerySet]
    efface: Mapping[str, object] | None

    def dues(self, a: datetime) -> QuerySet:
        echues = self.echues(a - timedelta(days=getattr(settings, self.duree)))
        return echues if self.efface is None else echues.exclude(**self.efface)

    def appliquer(self, a: datetime) -> None:
        if self.efface is None:
            self.dues(a).delete()
        else:
            self.dues(a).update(**self.efface)
