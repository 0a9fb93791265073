"""The team corrects an address, or sends a confirmation again, from a row or a dossier."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from reseau.models import Personne
from reseau.socle.courriels.models import Courriel

from ..courriels import adresses as courriels
from ..courriels.lettre import destinataire_de
from ..models import Dossier, Inscription
from ..models.cible import Cible, a_venir, cible_de
from ..pages.adresses.forms import CorrectionForm
from ..places.adresses import corriger_partout
from ..refus import AdressePrise
from .ecritures import page

LIGNES_MONTREES = 200


def hors_d_atteinte(bureau, request):
    """List people and accounts whose mailbox refuses our letters, for any day and any state."""
    if not bureau.has_view_permission(request):
        raise PermissionDenied
    inscriptions = list(
        _inscriptions()
        .hors_d_atteinte()
        .prefetch_related("propositions")
        .order_by("atelier__debut", "nom", "pk")[:LIGNES_MONTREES]
    )
    comptes = []
    if request.user.has_perm("reseau.view_personne"):
        comptes = list(
            Personne.objects.hors_d_atteinte().order_by("nom", "prenom")[:LIGNES_MONTREES]
        )
    adresses = [inscription.lecteur for inscription in inscriptions] + [
        compte.email for compte in comptes
    ]
    pannes = Courriel.objects.en_panne().par_adresse(adresses)
    contexte = {
        **bureau.admin_site.each_context(request),
        "title": _("Nos courriels ne partent pas vers ces adresses"),
        "inscriptions": [  # a letter may leave between the two queries
            (inscription, pannes[inscription.lecteur], bool(cible_de(inscription).courriel))
            for inscription in inscriptions
            if inscription.lecteur in pannes
        ],
        "comptes": [(compte, pannes[compte.email]) for compte in comptes if compte.email in pannes],
        "peut_corriger": bureau.has_corriger_permission(request),
    }
    return render(request, "admin/inscriptions/hors_d_atteinte.html", contexte)


def corriger_une_inscription(bureau, request, pk):
    _garder(bureau, request)
    inscription = get_object_or_404(_inscriptions(), pk=pk)
    retour = redirect("admin:inscriptions_inscription_change", pk)
    return _corriger(bureau, request, cible_de(inscription), retour, inscription=inscription)


def corriger_un_dossier(bureau, request, pk):
    _garder(bureau, request)
    dossier = get_object_or_404(Dossier, pk=pk)
    retour = redirect("admin:inscriptions_dossier_change", pk)
    return _corriger(bureau, request, dossier, retour)


def renvoyer_une_inscription(bureau, request, pk):
    _garder(bureau, request)
    inscription = get_object_or_404(_inscriptions().encore_la().a_venir(), pk=pk)
    courriels.renvoyer_une(inscription)
    _dire_ou(request, destinataire_de(inscription))
    return redirect("admin:inscriptions_inscription_change", pk)


def renvoyer_un_dossier(bureau, request, pk):
    _garder(bureau, request)
    dossier = get_object_or_404(Dossier.objects.exclude(courriel=""), pk=pk)
    _dire_ou(request, dossier.courriel if courriels.renvoyer(dossier) else "")
    return redirect("admin:inscriptions_dossier_change", pk)


def _garder(bureau, request):
    if not bureau.has_corriger_permission(request):
        raise PermissionDenied


def _inscriptions():
    return Inscription.objects.select_related("dossier__inscrit_par", "atelier__cycle")


def _corriger(bureau, request, cible: Cible, retour, **contexte):
    if not cible.courriel:
        raise Http404
    if not a_venir(cible):
        messages.info(request, _("Plus rien n’est à venir ici : l’adresse ne change plus."))
        return retour
    form = CorrectionForm(request.POST if request.method == "POST" else None, cible=cible)
    if request.method == "POST" and form.is_valid():
        courriel, motif = form.cleaned_data["courriel"], _("Adresse corrigée par l’équipe.")
        try:
            corriger_partout(form.cibles(), courriel, request.user, motif)
        except AdressePrise as refus:
            form.add_error("courriel", refus.pour_l_equipe())
        else:
            phrase = _("Adresse corrigée ; la confirmation part à %(adresse)s.")
            messages.success(request, phrase % {"adresse": courriel})
            return retour
    titre = _("Corriger une adresse")
    return page(
        bureau, request, titre, form, cible=cible, action=_("Corriger et envoyer"), **contexte
    )


def _dire_ou(request, adresse: str) -> None:
    if adresse:
        phrase = _("La confirmation repart à %(adresse)s.")
        messages.success(request, phrase % {"adresse": adresse})
    else:
        messages.warning(request, _("Plus rien n’est à venir ici : aucun courriel ne part."))
