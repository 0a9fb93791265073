"""From the private page: take a day added to the cycle, or leave the cycle."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ateliers.models import Atelier

from .. import places, reception
from ..dossiers.views import page_privee
from ..forms import AnnulationForm
from ..models import Dossier, Inscription
from . import ajout
from .depart import a_quitter
from .forms import JourneeAjouteeForm


@page_privee
@require_http_methods(["GET", "HEAD", "POST"])
def journee_ajoutee(request, jeton, pk):
    """A page with a button; once she answered, or too late, her own page says where she stands."""
    dossier = get_object_or_404(Dossier.objects.select_related("cycle"), jeton=jeton)
    proposee = next((p for p in ajout.proposees(dossier) if p.atelier_id == pk), None)
    personne = la_personne(dossier)
    if proposee is None or personne is None:
        messages.info(request, _("Cette journée ne vous attend plus : voici où vous en êtes."))
        return redirect(dossier)
    atelier = Atelier.objects.pour_une_liste().get(pk=proposee.atelier_id)
    form = JourneeAjouteeForm(
        request.POST if request.method == "POST" else None,
        ateliers=[atelier],
        personne=personne,
        initial=JourneeAjouteeForm.initial_de(personne),
    )
    pris = (
        request.method == "POST"
        and form.is_valid()
        and reception.placer(request, form, dossier=dossier)
    )
    if pris:
        messages.success(request, _("C’est noté. Un courriel vient de partir pour vous."))
        return redirect(dossier)
    contexte = {"dossier": dossier, "atelier": atelier, "form": form}
    return render(request, "inscriptions/cycles/journee_ajoutee.html", contexte)


@page_privee
@require_http_methods(["GET", "HEAD", "POST"])
def quitter(request, jeton):
    """A page with a button: scanners of mail open every link, and must free nobody's seat."""
    dossier = get_object_or_404(Dossier.objects.select_related("cycle"), jeton=jeton)
    inscriptions = list(Inscription.objects.filter(dossier=dossier).pour_la_page_privee())
    if not inscriptions:
        raise Http404
    cycle, a_venir = a_quitter(dossier, inscriptions)
    if cycle is None:
        return redirect(dossier)
    form = AnnulationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        places.quitter(dossier, cycle, a_venir, request.user, form.cleaned_data["motif"])
        messages.success(request, _("Vous avez quitté le cycle. Merci d’avoir prévenu."))
        return redirect(dossier)
    contexte = {"dossier": dossier, "cycle": cycle, "a_venir": a_venir, "form": form}
    return render(request, "inscriptions/cycles/quitter.html", contexte)


def la_personne(dossier: Dossier) -> Inscription | None:
    """Who follows the cycle: the contact herself, as she last described herself."""
    actives = dossier.inscriptions.encore_la().select_related("commune").order_by("-demandee_le")
    return actives.filter(courriel=dossier.courriel).first() or actives.first()
