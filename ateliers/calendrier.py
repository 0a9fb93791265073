"""Workshops as an iCalendar file: the same event, byte for byte, in feeds, pages and mails.

One UID per workshop, SEQUENCE from the model (see `Atelier.enregistrer`), no organiser, no token,
nothing about who asks: the file may be forwarded to anybody.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from .enums import Statut
from .models import Atelier

TYPE_MIME = "text/calendar; charset=utf-8; method=PUBLISH"
PARIS = ZoneInfo("Europe/Paris")


def fichier(ateliers: Iterable[Atelier], nom: str = "") -> bytes:
    """Return the .ics file of these workshops, which should come from `pour_le_calendrier()`.

    `nom` is what a subscriber sees as the calendar's name; leave it empty for an attachment.
    """
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
    for atelier in ateliers:
        calendrier.add_component(_evenement(atelier))
    return calendrier.to_ical()


def uid(atelier: Atelier) -> str:
    return f"{atelier.uid}@{urlsplit(settings.SITE_URL).hostname}"


def nom_de_fichier(texte: str) -> str:
    return f"{slugify(texte)[:60] or 'agenda'}.ics"


def _evenement(atelier: Atelier) -> Event:
    evenement = Event()
    evenement.add("uid", uid(atelier))
    evenement.add("sequence", atelier.sequence)
    evenement.add("dtstamp", atelier.modifie_le)
    evenement.add("created", atelier.cree_le)
    evenement.add("last-modified", atelier.modifie_le)
    evenement.add("dtstart", timezone.localtime(atelier.debut, PARIS))
    evenement.add("dtend", timezone.localtime(atelier.fin, PARIS))
    evenement.add("summary", _titre(atelier))
    evenement.add("description", _description(atelier))
    evenement.add("url", settings.SITE_URL + atelier.get_absolute_url())
    evenement.add("categories", [atelier.get_genre_display()])
    evenement.add("status", "CANCELLED" if atelier.statut == Statut.ANNULE else "CONFIRMED")
    evenement.add("transp", "TRANSPARENT" if atelier.statut == Statut.ANNULE else "OPAQUE")
    evenement.add("location", atelier.endroit())
    if atelier.se_tient_quelque_part and atelier.lieu.position:
        evenement.add("geo", atelier.lieu.position)
    return evenement


def _titre(atelier: Atelier) -> str:
    if atelier.statut == Statut.ANNULE:
        return _("Annulé : %(titre)s") % {"titre": atelier.titre}
    return atelier.titre


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
    """Europe/Paris, as the European rule has it since 1996: short, and true for years to come."""
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
