"""Dates in full words, as people say them: « dimanche 1ᵉʳ novembre 2026, de 9 h à 16 h 30 »."""

from datetime import date, datetime, time
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

ESPACE_INSECABLE = "\u00a0"


def minuit(jour: date) -> datetime:
    """The moment when this day begins in the zone of the network, across changes of hour too."""
    return timezone.make_aware(datetime.combine(jour, time.min))


def jour(quand: date, annee: bool = True) -> str:
    """« jeudi 5 novembre 2026 »; an aware moment gives its day in the zone of the network."""
    return _ecrire(quand, "l j F Y" if annee else "l j F")


def en_lettres(quand: date, annee: bool = True) -> str:
    """« 5 novembre 2026 », « 1ᵉʳ novembre »: the same without the day of the week."""
    return _ecrire(quand, "j F Y" if annee else "j F")


def _ecrire(quand: date, gabarit: str) -> str:
    jour_local = timezone.localdate(quand) if isinstance(quand, datetime) else quand
    return _dater(jour_local, gabarit, get_language() or "fr")


@lru_cache(maxsize=1024)
def _dater(jour_local: date, gabarit: str, langue: str) -> str:
    """Cached: pages write the same few dates again and again. `langue` is the active language."""
    premier = jour_local.day == 1 and langue.startswith("fr")
    return date_format(jour_local, gabarit.replace("j ", "jᵉʳ ") if premier else gabarit)


def heure(moment: datetime | time) -> str:
    """« 9 h », « 14 h 30 », in the network's time zone; 9:00, 14:30 in another language."""
    local = moment if isinstance(moment, time) else timezone.localtime(moment)
    if not (get_language() or "fr").startswith("fr"):
        return f"{local.hour}:{local:%M}"
    minutes = f"{ESPACE_INSECABLE}{local:%M}" if local.minute else ""
    return f"{local.hour}{ESPACE_INSECABLE}h{minutes}"


def en_bref(moment: datetime) -> str:
    """« 5 nov. 2026, 14:30 »: for a column of the back office."""
    return f"{jour_en_bref(moment)}, {timezone.localtime(moment):%H:%M}"


def jour_en_bref(moment: datetime) -> str:
    """« 5 nov. 2026 »."""
    return _ecrire(moment, "j N Y")


def quand(debut: datetime, fin: datetime) -> str:
    """« jeudi 5 novembre 2026, de 9 h à 17 h », or from one day to another."""
    mots = {"jour": jour(debut), "debut": heure(debut), "jour_de_fin": jour(fin), "fin": heure(fin)}
    if timezone.localdate(debut) == timezone.localdate(fin):
        return _("%(jour)s, de %(debut)s à %(fin)s") % mots
    return _("du %(jour)s à %(debut)s au %(jour_de_fin)s à %(fin)s") % mots
