from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..models import Lieu
from . import geojson
from .fiche import Fiche
from .selection import SelectionDeLieux


@login_not_required
@require_safe
def liste(request):
    return render(request, "lieux/liste.html", {"selection": SelectionDeLieux(request.GET)})


@login_not_required
@require_safe
def carte(request):
    contexte = {
        "selection": SelectionDeLieux(request.GET),
        "tuiles_url": settings.CARTE_TUILES_URL,
        "tuiles_attribution": settings.CARTE_TUILES_ATTRIBUTION,
    }
    return render(request, "lieux/carte.html", contexte)


@login_not_required
@require_safe
def export_geojson(request):
    corps = geojson.collection(SelectionDeLieux(request.GET).lieux)
    reponse = HttpResponse(corps, content_type="application/geo+json")
    reponse["Access-Control-Allow-Origin"] = "*"
    return reponse


@login_not_required
@require_safe
def detail(request, slug):
    lieu = Lieu.objects.visibles_par(request.user).pour_la_fiche().filter(slug=slug).first()
    if lieu is None:
        archive = get_object_or_404(Lieu.objects.archives(), slug=slug)
        return render(request, "lieux/archive.html", {"lieu": archive}, status=410)
    return render(request, "lieux/detail.html", {"lieu": lieu, "fiche": Fiche(lieu)})
