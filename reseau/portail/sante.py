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
from reseau.socle.cache import est_en_secours
from reseau.socle.ouvrier.models import Travail
from reseau.socle.ouvrier.travaux import TRAVAUX

from ..socle.disque import base_pleine, dossiers_pleins

# A worker takes a due mail within seconds; after this delay, no worker is running.
RETARD_ANORMAL = timedelta(minutes=10)
EN_DEFAUT = FUTURS, EN_RETARD = "datés du futur", "en retard"


@login_not_required
@never_cache
@require_safe
def sante(request):
    try:
        etat = {**_etat_de_la_base(), **_etat_des_courriels(), **_etat_des_travaux()}
    except DatabaseError:
        etat = {
            "base": "injoignable",
            "plus_ancien_courriel_s": None,
            "ouvrier": "inconnu",
            "travaux": "inconnus",
        }
    if etat["travaux"].startswith(EN_DEFAUT) and etat["ouvrier"] == "ok":
        etat["ouvrier"] = "en retard"
    # Without Redis the portal is slower, not down: no probe should take it out of service.
    etat["cache"] = "secours" if est_en_secours() else "ok"
    return JsonResponse(
        {"version": settings.VERSION, **etat, **_etat_des_fichiers()},
        status=200 if etat["base"] == "ok" else 503,
    )


def _etat_de_la_base():
    """State of the database; a full one reads but accepts no registration: it counts as down."""
    return {"base": "pleine" if base_pleine() else "ok"}


def _etat_des_fichiers():
    pleins = dossiers_pleins()
    return {"fichiers": f"disque plein : {', '.join(pleins)}" if pleins else "ok"}


def _etat_des_travaux():
    """State of the duties: late when no worker does them, or dated by a fast clock."""
    a = timezone.now()
    rythmes = {travail.nom: travail.rythme for travail in TRAVAUX}
    lignes = list(Travail.objects.filter(nom__in=rythmes))
    futurs = [t.nom for t in lignes if t.est_du_futur(a, rythmes[t.nom])]
    en_retard = [t.nom for t in lignes if t.prochain_passage < a - RETARD_ANORMAL]
    for etat, noms in ((FUTURS, futurs), (EN_RETARD, en_retard)):
        if noms:
            return {"travaux": f"{etat} : {', '.join(noms)}"}
    return {"travaux": "ok" if lignes else "jamais faits"}


def _etat_des_courriels():
    age = Courriel.objects.age_du_plus_ancien_non_parti()
    en_retard = Courriel.objects.a_prendre(timezone.now() - RETARD_ANORMAL).exists()
    return {
        "plus_ancien_courriel_s": None if age is None else max(0, int(age.total_seconds())),
        "ouvrier": "en retard" if en_retard else "ok",
    }
