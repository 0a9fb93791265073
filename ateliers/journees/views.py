from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from inscriptions.enums import EtatCouvert
from reseau.models import Reseau

from .. import calendrier
from ..cycles.parcours import situer
from ..models import Atelier
from ..reponses import calendrier_en_reponse
from . import jsonld
from .comptage import Nombre
from .inscription import inscription_de, porte


@login_not_required
@require_safe
def detail(request, slug):
    visibles = Atelier.objects.visibles_par(request.user)
    atelier = get_object_or_404(visibles.pour_la_page(), slug=slug)
    contexte = {
        "atelier": atelier,
        "reseau": (reseau := Reseau.objects.le_notre()),
        "porte": porte(atelier, request.user),
        "inscription": inscription_de(atelier, request.user),
        "repas": _repas(atelier),
        "documents": atelier.documents.all() if atelier.montre_ses_suites() else [],
        "etape": situer(atelier, visibles),
        "jsonld": jsonld.evenement(atelier, reseau),
    }
    return render(request, "ateliers/detail.html", contexte)


@login_not_required
@require_safe
def ics(request, slug):
    visibles = Atelier.objects.visibles_par(request.user)
    atelier = get_object_or_404(visibles.pour_le_calendrier(), slug=slug)
    return calendrier_en_reponse(request, calendrier.fichier([atelier]), atelier.slug)


def _repas(atelier):
    """Meals of the day with `nb_libres`, None when there is no limit."""
    confirmes = Nombre("inscriptions.Couvert", "repas", EtatCouvert.CONFIRME)
    repas_du_jour = atelier.repas.annotate(nb_libres=F("capacite") - confirmes)
    for repas in repas_du_jour:
        repas.atelier = atelier
    return repas_du_jour
