"""Register for a cycle, whole or in part: one page, one form, one answer."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ateliers.models import Cycle
from inscriptions import places
from inscriptions.demandes import Reponse

from .. import reception
from .forms import DepuisForm, InscriptionAuCycleForm
from .journees import derniere_commune, journees, mesurer


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inscrire_au_cycle(request, slug):
    cycle = get_object_or_404(Cycle.objects.publies(), slug=slug)
    les_journees = journees(cycle, request.user)
    depuis = DepuisForm(request.GET if "depuis" in request.GET else None)
    commune = _commune(request, depuis)
    form = InscriptionAuCycleForm(
        request.POST if request.method == "POST" else None,
        cycle=cycle,
        journees=les_journees,
        initial={**InscriptionAuCycleForm.initial_de(request.user), "commune": commune},
    )
    ecrit = []
    if request.method == "POST":
        if form.is_valid() and (reponse := _placer(request, form)):
            return reception.repondre(request, form.cleaned_data, reponse)
        commune = form.cleaned_data.get("commune") or commune
        ecrit = [] if form.ateliers else list(reception.ce_qui_est_ecrit([form]))
    mesurer(les_journees, commune)
    contexte = {
        "cycle": cycle,
        "journees": les_journees,
        "form": form,
        "depuis": depuis,
        "ecrit": ecrit,
    }
    return render(request, "inscriptions/cycles/inscrire_au_cycle.html", contexte)


def _placer(request, form) -> Reponse | None:
    """None when refused; the form says the reason, beside the day if a day is the cause."""
    demandes = form.demandes()
    with reception.au_guichet(request, form, demandes) as freiner:
        freiner()
        return places.inscrire(demandes, form.ateliers_pris(), request.user, contact=form.contact())
    return None


def _commune(request, depuis):
    """The commune of the address, else the last one of the account."""
    if depuis.is_bound:
        return depuis.cleaned_data["depuis"] if depuis.is_valid() else None
    return derniere_commune(request.user)
