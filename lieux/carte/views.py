"""The background of the interactive map: our outlines, from our address."""

import json
from functools import lru_cache

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from reseau.models import Reseau

from .contours import FICHIER


@login_not_required
@require_safe
@cache_control(public=True, max_age=86_400)
def contours_geojson(request):
    codes = frozenset(Reseau.objects.le_notre().departements)
    return HttpResponse(_contours_de(codes), content_type="application/geo+json")


@lru_cache(maxsize=4)
def _contours_de(codes: frozenset[str]) -> bytes:
    """The départements of the network; those of the whole country by default."""
    collection = json.loads(FICHIER.read_bytes())
    if codes:
        gardes = [f for f in collection["features"] if f["properties"]["code"] in codes]
        collection["features"] = gardes
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()
