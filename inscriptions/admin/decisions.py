"""Decisions of the team about a seat: move up, accept, refuse, let come; all through `places`."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from .. import places
from ..models import Inscription
from ..refus import Refus
from .ecritures import page
from .forms import MaintienForm, MotifForm, RefusForm


def avancer(bureau, request, pk):
    inscription = _a_decider(bureau, request, pk)
    form = MotifForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            places.avancer(inscription, request.user, form.cleaned_data["motif"])
        except Refus as refus:
            messages.warning(request, refus.pour_l_equipe())
        else:
            messages.success(
                request, _("%(qui)s passe en tête.") % {"qui": inscription.nom_complet}
            )
        return _retour(inscription)
    return page(
        bureau,
        request,
        _("Faire passer en tête de la liste d’attente"),
        form,
        inscription=inscription,
        action=_("Faire passer en tête"),
    )


def approuver(bureau, request, pk):
    inscription = _a_decider(bureau, request, pk)
    try:
        places.approuver(inscription, request.user)
    except Refus as refus:
        messages.warning(request, refus.pour_l_equipe())
    else:
        phrase = _("Demande de %(qui)s acceptée : %(etat)s.")
        etat = inscription.get_etat_display()
        messages.success(request, phrase % {"qui": inscription.nom_complet, "etat": etat})
    return _retour(inscription)


def refuser(bureau, request, pk):
    inscription = _a_decider(bureau, request, pk)
    form = RefusForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            places.refuser(inscription, request.user, form.cleaned_data["motif"])
        except Refus as refus:
            messages.warning(request, refus.pour_l_equipe())
        else:
            phrase = _("Demande de %(qui)s refusée ; un courriel le lui dit.")
            messages.success(request, phrase % {"qui": inscription.nom_complet})
        return _retour(inscription)
    return page(
        bureau,
        request,
        _("Refuser une demande"),
        form,
        inscription=inscription,
        action=_("Refuser la demande"),
    )


def maintenir(bureau, request, pk):
    inscription = _a_decider(bureau, request, pk)
    form = MaintienForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        places.maintenir(inscription, request.user, form.cleaned_data["motif"])
        phrase = _("%(qui)s peut venir : le lien et les détails lui sont montrés de nouveau.")
        messages.success(request, phrase % {"qui": inscription.nom_complet})
        return redirect("admin:inscriptions_inscription_change", pk)
    return page(
        bureau,
        request,
        _("Laisser venir quand même"),
        form,
        inscription=inscription,
        action=_("Laisser venir"),
    )


def _a_decider(bureau, request, pk) -> Inscription:
    if not bureau.has_annuler_permission(request):
        raise PermissionDenied
    return get_object_or_404(Inscription.objects.select_related("atelier", "dossier"), pk=pk)


def _retour(inscription: Inscription):
    return redirect("admin:inscriptions_file", inscription.atelier_id)
