"""Where a place stands, as schema.org says it: for its own page and for the events it hosts."""

from .models import Lieu


def situation(lieu: Lieu) -> dict:
    """Address and position; no `geo` for a place that nobody can put on a map."""
    donnees = {
        "address": {
            "@type": "PostalAddress",
            "streetAddress": lieu.adresse,
            "postalCode": lieu.code_postal,
            "addressLocality": lieu.commune.nom,
            "addressCountry": "FR",
        }
    }
    if lieu.position:
        latitude, longitude = lieu.position
        donnees["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return donnees
