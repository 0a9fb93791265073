"""The pages of the people who lead a working group."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from .forms import GroupeForm, ReunionForm
from .models import Reunion
from .permissions import groupe_a_animer


def modifier(request, slug):
    groupe = groupe_a_animer(request.user, slug)
    form = GroupeForm(request.POST if request.method == "POST" else None, instance=groupe)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("La page du groupe est à jour."))
        return redirect(groupe)
    contexte = {"groupe": groupe, "form": form, "reunions": groupe.reunions.all()[:20]}
    return render(request, "groupes/modifier.html", contexte)


def reunion_ajouter(request, slug):
    groupe = groupe_a_animer(request.user, slug)
    return _editer(request, Reunion(groupe=groupe), _("La réunion est annoncée."))


def reunion_modifier(request, slug, pk):
    groupe = groupe_a_animer(request.user, slug)
    reunion = get_object_or_404(groupe.reunions, pk=pk)
    return _editer(request, reunion, _("La réunion est à jour."))


def _editer(request, reunion, message):
    form = ReunionForm(request.POST if request.method == "POST" else None, instance=reunion)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, message)
        return redirect(reunion.groupe)
    contexte = {"groupe": reunion.groupe, "reunion": reunion, "form": form}
    return render(request, "groupes/reunion_form.html", contexte)


def reunion_supprimer(request, slug, pk):
    """Only a future meeting can be removed: past ones are the group's history."""
    groupe = groupe_a_animer(request.user, slug)
    reunion = get_object_or_404(groupe.reunions.a_venir(), pk=pk)
    if request.method == "POST":
        reunion.delete()
        messages.success(request, _("La réunion est retirée."))
        return redirect(groupe)
    contexte = {"groupe": groupe, "reunion": reunion}
    return render(request, "groupes/reunion_supprimer.html", contexte)
