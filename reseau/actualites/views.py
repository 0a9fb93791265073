from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reseau.groupes.models import GroupeDeTravail

from .forms import FiltreActualites
from .models import Actualite

PAR_PAGE = 12


@login_not_required
@require_safe
def liste(request):
    filtre = FiltreActualites(request.GET)
    actualites = Actualite.objects.publiees().select_related("groupe")
    groupe = filtre.groupe_choisi()
    if groupe:
        actualites = actualites.filter(groupe=groupe)
    page = Paginator(actualites, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "page": page,
        "groupe": groupe,
        "groupes": GroupeDeTravail.objects.actifs().qui_publient(),
    }
    return render(request, "actualites/liste.html", contexte)


@login_not_required
@require_safe
def detail(request, slug):
    visibles = Actualite.objects.visibles_par(request.user).select_related("groupe")
    actualite = get_object_or_404(visibles, slug=slug)
    recentes = Actualite.objects.publiees().exclude(pk=actualite.pk)
    contexte = {"actualite": actualite, "autres": recentes.select_related("groupe")[:3]}
    return render(request, "actualites/detail.html", contexte)
