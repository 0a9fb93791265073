from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from lieux.carte.points import Point

from .. import calendrier
from ..enums import Statut
from ..journees.queryset import prepare
from ..lectures import journees_du_public
from ..models import Atelier, Cycle
from ..reponses import calendrier_en_reponse

PAR_PAGE = 20


@login_not_required
@require_safe
def liste(request):
    cycles = Cycle.objects.publies().avec_etapes().par_actualite()
    page = Paginator(cycles, PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "cycles/liste.html", {"page": page})


@login_not_required
@require_safe
def detail(request, slug):
    cycle = get_object_or_404(Cycle.objects.visibles_par(request.user), slug=slug)
    etapes = _etapes(cycle, request.user)
    contexte = {
        "cycle": cycle,
        "etapes": etapes,
        "points": _points(etapes),
        "prochaine": next(
            (e for e in etapes if e.statut == Statut.PUBLIE and not e.est_passe()), None
        ),
        "ouvert": cycle.statut == Statut.PUBLIE
        and any(etape.inscriptions_ouvertes() for etape in etapes),
    }
    return render(request, "cycles/detail.html", contexte)


@login_not_required
@require_safe
def ics(request, slug):
    cycle = get_object_or_404(Cycle.objects.visibles_par(request.user), slug=slug)
    etapes = Atelier.objects.visibles_par(request.user).filter(cycle=cycle)
    contenu = calendrier.fichier(etapes.pour_le_calendrier(), cycle.titre)
    return calendrier_en_reponse(request, contenu, cycle.slug)


def _etapes(cycle, personne):
    if not prepare(personne):
        return journees_du_public(cycle.pk)
    return list(cycle.ateliers.pour_une_liste().order_by("debut", "pk"))


def _points(etapes):
    """Points numbered like the days of the page; a day online has none."""
    return [
        Point(
            *etape.lieu.position,
            titre=etape.lieu.nom,
            url=etape.get_absolute_url(),
            numero=numero,
            ville=etape.lieu.commune.nom,
            passe=etape.est_passe(),
        )
        for numero, etape in enumerate(etapes, start=1)
        if etape.se_tient_quelque_part and etape.lieu.position
    ]
