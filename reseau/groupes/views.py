"""What everyone sees of the working groups, and how a member joins and leaves one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reseau.actualites.models import Actualite

from . import participations
from .forms import PromesseForm
from .models import GroupeDeTravail
from .permissions import est_du_reseau, peut_animer, voit_le_travail


@login_not_required
@require_safe
def liste(request):
    groupes = GroupeDeTravail.objects.actifs().avec_effectif().avec_prochaine_reunion()
    return render(request, "groupes/liste.html", {"groupes": groupes})


@login_not_required
@require_safe
def detail(request, slug):
    groupes = GroupeDeTravail.objects.visibles_par(request.user).avec_effectif()
    groupe = get_object_or_404(groupes, slug=slug)
    participation = groupe.participation_de(request.user)
    voit_les_membres = est_du_reseau(request.user)
    contexte = {
        "groupe": groupe,
        "participation": participation,
        "anime": peut_animer(request.user, participation),
        "voit_le_travail": voit_le_travail(request.user, participation),
        "voit_les_membres": voit_les_membres,
        "animateurs": groupe.participations.animateurs().select_related("personne"),
        "membres": groupe.participations.simples_membres().select_related("personne")
        if voit_les_membres
        else [],
        "reunions": groupe.reunions.a_venir(),
        "comptes_rendus": groupe.reunions.avec_compte_rendu()[:5],
        "ateliers": groupe.ateliers.visibles().a_venir().pour_une_liste(),
        "actualites": Actualite.objects.publiees().filter(groupe=groupe)[:3],
    }
    return render(request, "groupes/detail.html", contexte)


def rejoindre(request, slug):
    groupe = get_object_or_404(GroupeDeTravail.objects.actifs(), slug=slug)
    if not est_du_reseau(request.user):
        return render(request, "groupes/reserve_aux_membres.html", {"groupe": groupe}, status=403)
    if groupe.participation_de(request.user):
        messages.info(request, _("Vous faites déjà partie de ce groupe."))
        return redirect(groupe)
    form = PromesseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            participations.rejoindre(groupe, request.user, form.cleaned_data["heures_par_mois"])
        except participations.DejaDansLeGroupe:
            messages.info(request, _("Vous faites déjà partie de ce groupe."))
        else:
            messages.success(request, _("Bienvenue dans le groupe « %s ».") % groupe)
        return redirect(groupe)
    return render(request, "groupes/rejoindre.html", {"groupe": groupe, "form": form})


def promesse(request, slug):
    groupe = get_object_or_404(GroupeDeTravail.objects.auxquels_participe(request.user), slug=slug)
    form = PromesseForm(
        request.POST if request.method == "POST" else None,
        instance=groupe.participation_de(request.user),
    )
    if request.method == "POST" and form.is_valid():
        try:
            participations.promettre(groupe, request.user, form.cleaned_data["heures_par_mois"])
        except participations.PasDansLeGroupe:
            messages.info(request, _("Vous ne faites plus partie de ce groupe."))
        else:
            messages.success(request, _("Votre promesse est notée."))
        return redirect(groupe)
    return render(request, "groupes/promesse.html", {"groupe": groupe, "form": form})


def quitter(request, slug):
    """A page with a button: a GET never changes anything."""
    groupe = get_object_or_404(GroupeDeTravail.objects.auxquels_participe(request.user), slug=slug)
    if request.method == "POST":
        try:
            participations.quitter(groupe, request.user)
        except participations.PasDansLeGroupe:
            messages.info(request, _("Vous aviez déjà quitté ce groupe."))
        else:
            messages.success(request, _("Vous avez quitté le groupe « %s ».") % groupe)
        return redirect(groupe)
    return render(request, "groupes/quitter.html", {"groupe": groupe})
