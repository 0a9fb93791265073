"""/sante/: what a probe needs to know, without session, cookie or cache."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reseau.models import Courriel

# A worker takes a mail that is due within seconds; past this, none is at work.
RETARD_ANORMAL = timedelta(minutes=10)


@login_not_required
@never_cache
@require_safe
def sante(request):
    try:
        etat = {"base": "ok", **_etat_des_courriels()}
    except DatabaseError:
        etat = {"base": "injoignable", "plus_ancien_courriel_s": None, "ouvrier": "inconnu"}
    return JsonResponse(
        {"version": settings.VERSION, **etat}, status=200 if etat["base"] == "ok" else 503
    )


def _etat_des_courriels():
    age = Courriel.objects.age_du_plus_ancien_non_parti()
    en_retard = Courriel.objects.a_prendre(timezone.now() - RETARD_ANORMAL).exists()
    return {
        "plus_ancien_courriel_s": None if age is None else int(age.total_seconds()),
        "ouvrier": "en retard" if en_retard else "ok",
    }
