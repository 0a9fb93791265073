"""The selection as GeoJSON (RFC 7946), compact: one line, five decimals (a metre)."""

import json

from django.conf import settings
from django.urls import reverse

COLONNES = ("slug", "nom", "adresse", "code_postal", "commune__nom", "latitude", "lat", "lon")


def collection(lieux) -> str:
    racine = f"{settings.SITE_URL}{reverse('lieux:detail', args=['-'])}".removesuffix("-/")
    lignes = lieux.avec_position().values_list(*COLONNES)
    features = [_feature(racine, *ligne) for ligne in lignes.iterator() if ligne[-1] is not None]
    return json.dumps(
        {"type": "FeatureCollection", "features": features},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _feature(racine, slug, nom, adresse, code_postal, commune, latitude, lat, lon) -> dict:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]},
        "properties": {
            "nom": nom,
            "url": f"{racine}{slug}/",
            "adresse": adresse,
            "code_postal": code_postal,
            "commune": commune,
            # Without coordinates of its own, a place stands at the centre of its commune.
            "precision": "lieu" if latitude is not None else "commune",
        },
    }
