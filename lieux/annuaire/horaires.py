"""Opening hours: stored in OpenStreetMap's syntax, shown in French.

A text that the syntax refuses is kept as it is: people read it, programs ignore it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from opening_hours import OpeningHours, ParserError, State

from reseau.socle.dates import heure

PARIS = ZoneInfo("Europe/Paris")
UN_JOUR = timedelta(days=1)
HORIZON = timedelta(days=366)


@dataclass(frozen=True)
class Plage:
    debut: datetime
    fin: datetime
    commentaire: str = ""

    @property
    def texte(self) -> str:
        if self.fin - self.debut >= UN_JOUR:
            texte = _("toute la journée")
        else:
            texte = f"{heure(self.debut)} – {dire_la_fin(self.fin)}"
        return f"{texte} ({self.commentaire})" if self.commentaire else texte


@dataclass(frozen=True)
class Jour:
    date: date
    plages: list[Plage]
    ferie: bool

    @property
    def nom(self) -> str:
        return date_format(self.date, "l")


@dataclass(frozen=True)
class Etat:
    ouvert: bool
    phrase: str


class Horaires:
    """The opening hours of a place; `valides` is False when only people can read them."""

    def __init__(self, texte: str):
        self.texte = texte.strip()
        self._lus = _lire(self.texte)

    def __bool__(self):
        return bool(self.texte)

    @property
    def valides(self) -> bool:
        return self._lus is not None

    def etat(self, a: datetime | None = None) -> Etat | None:
        """Open or closed at this moment, and until when; None if the hours cannot be read."""
        if not self.valides:
            return None
        a = timezone.localtime(a, PARIS)
        etat, commentaire = self._lus.state(a)
        precision = f" ({commentaire})" if commentaire else ""
        if etat == State.OPEN:
            return Etat(True, _("Ouvert maintenant") + self._jusqu_a(a) + precision)
        if etat == State.UNKNOWN:
            return Etat(False, _("Ouverture à confirmer") + precision)
        ferme = _("Fermé (jour férié)") if est_ferie(a.date()) else _("Fermé")
        return Etat(False, ferme + self._reouverture(a) + precision)

    def semaine(self, jour: date | None = None) -> list[Jour]:
        """The seven days, Monday to Sunday, of the week of `jour` (today by default)."""
        jour = jour or timezone.localdate(timezone=PARIS)
        lundi = jour - timedelta(days=jour.weekday())
        plages = list(self._plages(lundi - UN_JOUR, lundi + 8 * UN_JOUR)) if self.valides else []
        jours = [lundi + rang * UN_JOUR for rang in range(7)]
        return [
            Jour(jour, [p for p in plages if p.debut.date() == jour], est_ferie(jour))
            for jour in jours
        ]

    def _jusqu_a(self, a: datetime) -> str:
        _debut, fin, _etat, _mot = next(self._lus.intervals(a, a + HORIZON))
        if fin >= a + HORIZON:
            return ""
        # Midnight belongs to the day that ends.
        jour = (fin - timedelta(minutes=1)).date()
        mots = {"jour": dire_le_jour(jour, a), "heure": dire_la_fin(fin)}
        if jour == a.date() or fin - a < timedelta(hours=12):
            return _(", jusqu’à %(heure)s") % mots
        return _(", jusqu’à %(jour)s %(heure)s") % mots

    def _reouverture(self, a: datetime) -> str:
        for debut, _fin, etat, _mot in self._lus.intervals(a, a + HORIZON):
            if etat == State.OPEN:
                mots = {"jour": dire_le_jour(debut.date(), a), "heure": heure(debut)}
                if debut.date() == a.date():
                    return _(", ouvre à %(heure)s") % mots
                return _(", ouvre %(jour)s à %(heure)s") % mots
        return ""

    def _plages(self, du: date, au: date) -> Iterator[Plage]:
        """Open intervals; one of a day or more is cut at each midnight."""
        debut, fin = _minuit(du), _minuit(au)
        for de, a, etat, mot in self._lus.intervals(debut, fin):
            if etat != State.OPEN:
                continue
            while a - de >= UN_JOUR:
                lendemain = _minuit(de.date() + UN_JOUR)
                yield Plage(de, lendemain, mot)
                de = lendemain
            if a > de:
                yield Plage(de, a, mot)


def est_ferie(jour: date) -> bool:
    return _lire("PH").is_open(datetime.combine(jour, time(12), PARIS))


def dire_la_fin(moment: datetime) -> str:
    """The end of a day is « minuit », not « 0 h »."""
    return _("minuit") if moment.time() == time() else heure(moment)


def dire_le_jour(jour: date, a: datetime) -> str:
    """demain, lundi, le lundi 4 janvier."""
    ecart = (jour - a.date()).days
    if ecart == 1:
        return _("demain")
    if ecart < 7:
        return date_format(jour, "l")
    quantieme = _("1ᵉʳ") if jour.day == 1 else str(jour.day)
    return _("le %(nom)s %(quantieme)s %(mois)s") % {
        "nom": date_format(jour, "l"),
        "quantieme": quantieme,
        "mois": date_format(jour, "F"),
    }


def _minuit(jour: date) -> datetime:
    return datetime.combine(jour, time(), PARIS)


@lru_cache(maxsize=1024)
def _lire(texte: str) -> OpeningHours | None:
    try:
        return OpeningHours(texte, timezone=PARIS, country="FR") if texte else None
    except ParserError:
        return None
