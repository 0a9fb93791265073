"""A workshop as structured data for search engines, with the figures of the page."""

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString

from lieux.annuaire.jsonld import situation
from reseau.models import Reseau
from reseau.socle.jsonld import script

from ..enums import Format, Statut
from ..models import Atelier

MODES = {
    Format.SUR_PLACE: "OfflineEventAttendanceMode",
    Format.EN_LIGNE: "OnlineEventAttendanceMode",
    Format.HYBRIDE: "MixedEventAttendanceMode",
}


def evenement(atelier: Atelier, reseau: Reseau) -> SafeString:
    """`atelier` comes from `pour_la_page()`."""
    adresse = settings.SITE_URL + atelier.get_absolute_url()
    annule = atelier.statut == Statut.ANNULE
    return script(
        {
            "@type": "Event",
            "@id": adresse,
            "url": adresse,
            "name": atelier.titre,
            "description": atelier.question,
            "startDate": timezone.localtime(atelier.debut).isoformat(),
            "endDate": timezone.localtime(atelier.fin).isoformat(),
            "eventStatus": f"https://schema.org/Event{'Cancelled' if annule else 'Scheduled'}",
            "eventAttendanceMode": f"https://schema.org/{MODES[atelier.format]}",
            "location": _endroits(atelier, adresse),
            "organizer": {
                "@type": "Organization",
                "name": str(reseau.nom),
                "url": settings.SITE_URL,
            },
            "isAccessibleForFree": atelier.prix == 0,
            "maximumAttendeeCapacity": atelier.capacite,
            "remainingAttendeeCapacity": atelier.jauge.libres,
            "offers": _offre(atelier, adresse) if not annule else None,
        }
    )


def _endroits(atelier: Atelier, adresse: str) -> list[dict]:
    endroits = []
    if atelier.se_tient_quelque_part:
        lieu = atelier.lieu
        endroits.append({"@type": "Place", "name": lieu.nom, **situation(lieu)})
    if atelier.format != Format.SUR_PLACE:
        endroits.append({"@type": "VirtualLocation", "url": adresse})
    return endroits


def _offre(atelier: Atelier, adresse: str) -> dict:
    ouverte = atelier.inscriptions_ouvertes() and not atelier.jauge.est_complete
    return {
        "@type": "Offer",
        "price": atelier.prix,
        "priceCurrency": "EUR",
        "availability": f"https://schema.org/{'InStock' if ouverte else 'SoldOut'}",
        "url": adresse,
        "validFrom": atelier.publie_le,
    }
