"""Workshops as an iCalendar file: the same bytes for one event in feeds, pages and mails.

One UID for each workshop, SEQUENCE from the model (see `Atelier.enregistrer`), no organiser, no
token, nothing about the reader: the file may be forwarded to anybody.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import cache, lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from reseau.socle.invisibles import sur_une_ligne

from .enums import Statut
from .models import Atelier

TYPE_MIME = "text/calendar; charset=utf-8; method=PUBLISH"
PARIS = ZoneInfo("Europe/Paris")
ETATS = {
    Statut.BROUILLON: "TENTATIVE",  # only people who prepare it can download it
    Statut.PUBLIE: "CONFIRMED",
    Statut.ANNULE: "CANCELLED",
}
FIN = b"END:VCALENDAR\r\n"


def fichier(ateliers: Iterable[Atelier], nom: str = "") -> bytes:
    """The .ics file of these workshops; read them with `pour_le_calendrier()`.

    `nom` is the name of the calendar for subscribers; leave it empty for an attachment.
    """
    return _entete(nom) + b"".join(_rediger(tuple(_proprietes(a))) for a in ateliers) + FIN


@lru_cache(maxsize=256)
def _entete(nom: str) -> bytes:
    nom = sur_une_ligne(nom)
    calendrier = Calendar()
    calendrier.add("prodid", "-//Faîtière//Agenda//FR")
    calendrier.add("version", "2.0")
    calendrier.add("calscale", "GREGORIAN")
    calendrier.add("method", "PUBLISH")
    if nom:
        calendrier.add("name", nom)
        calendrier.add("x-wr-calname", nom)
        calendrier.add("refresh-interval", timedelta(hours=6), {"value": "DURATION"})
        calendrier.add("x-published-ttl", "PT6H")
    calendrier.add_component(_heure_de_paris())
    octets: bytes = calendrier.to_ical()
    return octets.removesuffix(FIN)


def uid(atelier: Atelier) -> str:
    return f"{atelier.uid}@{urlsplit(settings.SITE_URL).hostname}"


def sans_controles(texte: str) -> str:
    """Remove control characters: iCalendar and XML refuse them, one would break the feed."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", texte)


def nom_de_fichier(texte: str) -> str:
    return f"{slugify(texte)[:60] or 'agenda'}.ics"


def _proprietes(atelier: Atelier) -> Iterator[tuple[str, object]]:
    annule = atelier.statut == Statut.ANNULE
    yield "uid", uid(atelier)
    yield "sequence", atelier.sequence
    yield "dtstamp", atelier.modifie_le
    yield "created", atelier.cree_le
    yield "last-modified", atelier.modifie_le
    yield "dtstart", timezone.localtime(atelier.debut, PARIS)
    yield "dtend", timezone.localtime(atelier.fin, PARIS)
    yield "summary", atelier.titre_annonce()
    yield "description", _description(atelier)
    yield "url", settings.SITE_URL + atelier.get_absolute_url()
    yield "categories", atelier.get_genre_display()
    yield "status", ETATS[Statut(atelier.statut)]
    yield "transp", "TRANSPARENT" if annule else "OPAQUE"
    yield "location", atelier.endroit()
    if atelier.se_tient_quelque_part and atelier.lieu and atelier.lieu.position:
        yield "geo", atelier.lieu.position


@lru_cache(maxsize=4096)
def _rediger(proprietes: tuple[tuple[str, object], ...]) -> bytes:
    """Cached: subscribers ask for the same events all day."""
    evenement = Event()
    for nom, valeur in proprietes:
        if isinstance(valeur, str):
            valeur = sans_controles(valeur) if nom == "description" else sur_une_ligne(valeur)
        evenement.add(nom, [valeur] if nom == "categories" else valeur)
    octets: bytes = evenement.to_ical()
    return octets


def _description(atelier: Atelier) -> str:
    morceaux = [
        atelier.motif_annulation if atelier.statut == Statut.ANNULE else "",
        atelier.question,
        _("Dans le cycle « %(cycle)s ».") % {"cycle": cycle}
        if (cycle := atelier.cycle_publie)
        else "",
        settings.SITE_URL + atelier.get_absolute_url(),
    ]
    return "\n\n".join(filter(None, morceaux))


@cache
def _heure_de_paris() -> Timezone:
    """The rules of Europe/Paris since 1996: short, and valid for years to come."""
    fuseau = Timezone()
    fuseau.add("tzid", "Europe/Paris")
    for classe, nom, avant, apres, debut, mois in (
        (TimezoneDaylight, "CEST", 1, 2, datetime(1996, 3, 31, 2), 3),  # noqa: DTZ001
        (TimezoneStandard, "CET", 2, 1, datetime(1996, 10, 27, 3), 10),  # noqa: DTZ001
    ):
        regle = classe()
        regle.add("tzname", nom)
        regle.add("dtstart", debut)
        regle.add("tzoffsetfrom", timedelta(hours=avant))
        regle.add("tzoffsetto", timedelta(hours=apres))
        regle.add("rrule", {"freq": "yearly", "bymonth": mois, "byday": "-1su"})
        fuseau.add_component(regle)
    return fuseau
