"""The location of a place in schema.org terms: for its page and the events it hosts."""

from .models import Lieu


def situation(lieu: Lieu) -> dict:
    """Address and position; no `geo` for a place without a position."""
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
