"""What the team writes on behalf of people from the back office, always through `places`."""

from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from reseau.socle.administration.garde import est_une_cle
from reseau.socle.grammaire import ngettext

from .. import places
from ..models import Inscription
from ..pages.reception import refus_sur
from ..places.autrui import inscrire_autrui
from ..refus import JourneePassee
from .forms import AjoutForm, AnnulationForm, ChoixForm, ModificationParLEquipeForm

MAXIMUM = 200
NOMS_A_PLIER = 10


def ajouter(bureau, request):
    """Register somebody in two steps: the day, then the person, since meals depend on the day."""
    if not bureau.has_add_permission(request):
        raise PermissionDenied
    choix = ChoixForm(request.GET if "atelier" in request.GET else None)
    if not choix.is_valid():
        titre = _("Inscrire quelqu’un")
        return page(bureau, request, titre, choix, methode="get", action=_("Continuer"))
    atelier = choix.cleaned_data["atelier"]
    form = AjoutForm(request.POST if request.method == "POST" else None, ateliers=[atelier])
    if request.method == "POST" and form.is_valid():
        with refus_sur(form, pour_l_equipe=True):
            inscription, nouvelle = _inscrire(form.demande(), atelier, request.user)
            return _dire_la_reponse(request, inscription, nouvelle)
    return page(
        bureau, request, _("Inscrire quelqu’un"), form, atelier=atelier, action=_("Inscrire")
    )


def _inscrire(demande, atelier, par):
    """Return the registration, and whether it is new; same address and same name means known."""
    if not demande.courriel:
        return inscrire_autrui(demande, atelier, par, par_l_equipe=True)
    reponse = places.inscrire([demande], [atelier], par=par, par_l_equipe=True)
    return (reponse.nouvelles + reponse.deja_inscrites)[0], bool(reponse.nouvelles)


def _dire_la_reponse(request, inscription, nouvelle):
    if not nouvelle and not inscription.courriel:
        messages.warning(request, _("Vous aviez déjà inscrit cette personne : la voici."))
    elif not nouvelle:
        messages.warning(
            request, _("Cette personne était déjà inscrite avec cette adresse : la voici.")
        )
    elif inscription.est_confirmee:
        messages.success(request, _("Inscription confirmée."))
    else:
        phrase = _("L’atelier est complet : inscription en liste d’attente, rang %(rang)s.")
        messages.warning(request, phrase % {"rang": inscription.rang()})
    if inscription.dossier.code:
        return redirect("inscriptions:confirmation", inscription.dossier.jeton, inscription.pk)
    return redirect("admin:inscriptions_inscription_change", inscription.pk)


def modifier(bureau, request, pk):
    if not bureau.has_modifier_permission(request):
        raise PermissionDenied
    inscription = get_object_or_404(Inscription.objects.select_related("atelier"), pk=pk)
    form = ModificationParLEquipeForm(
        request.POST if request.method == "POST" else None,
        ateliers=[inscription.atelier],
        initial=ModificationParLEquipeForm.initial_de(inscription),
    )
    if request.method == "POST" and form.is_valid():
        with refus_sur(form, pour_l_equipe=True):
            places.modifier(inscription, form.demande(), par_l_equipe=True)
            messages.success(request, _("Inscription modifiée."))
            return redirect("admin:inscriptions_inscription_change", pk)
    return page(
        bureau,
        request,
        _("Modifier une inscription"),
        form,
        inscription=inscription,
        action=_("Enregistrer"),
    )


def demander_l_annulation(request, queryset):
    """Redirect to the page that lists the names; None when there are too many to read."""
    cles = [str(pk) for pk in queryset.values_list("pk", flat=True)[: MAXIMUM + 1]]
    if len(cles) > MAXIMUM:
        phrase = _("Choisissez %(maximum)d inscriptions au plus, une journée après l’autre.")
        messages.error(request, phrase % {"maximum": MAXIMUM})
        return None
    adresse = reverse("admin:inscriptions_annuler")
    return redirect(f"{adresse}?{urlencode({'cles': ','.join(cles)})}")


def annuler(bureau, request):
    """Show the names and ask; then free each seat and serve the next in line."""
    if not bureau.has_annuler_permission(request):
        raise PermissionDenied
    inscriptions = _choisies(request)
    form = AnnulationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _annuler(request, inscriptions, form.cleaned_data["motif"])
        return redirect("admin:inscriptions_inscription_changelist")
    return page(
        bureau,
        request,
        _("Annuler des inscriptions"),
        form,
        groupes=_par_journee(inscriptions),
        noms_a_plier=NOMS_A_PLIER,
        action=ngettext(
            "Annuler %(nombre)d inscription", "Annuler %(nombre)d inscriptions", len(inscriptions)
        )
        % {"nombre": len(inscriptions)},
    )


def _choisies(request):
    cle_d_une_ligne = Inscription._meta.pk
    demandees = request.GET.get("cles", "").split(",")[:MAXIMUM]
    cles = [cle for cle in demandees if est_une_cle(cle_d_une_ligne, cle)]
    inscriptions = list(
        Inscription.objects.encore_la()
        .filter(pk__in=cles)
        .select_related("atelier", "dossier")
        .order_by("atelier__debut", "atelier_id", "etat", "nom", "prenom", "pk")
    )
    if not inscriptions:
        raise Http404
    return inscriptions


def _par_journee(inscriptions):
    """Return (day, state, registrations) for each day and state."""

    def journee_et_etat_de(inscription):
        return inscription.atelier, inscription.get_etat_display()

    return [
        (*journee_et_etat, list(groupe))
        for journee_et_etat, groupe in groupby(inscriptions, journee_et_etat_de)
    ]


def _annuler(request, inscriptions, motif):
    """Cancel all of them at once, so that none is served with the seat of another."""
    passees = [inscription for inscription in inscriptions if inscription.atelier.est_passe()]
    a_annuler = [inscription for inscription in inscriptions if inscription not in passees]
    try:
        places.annuler_ensemble(a_annuler, par=request.user, motif=motif)
    except JourneePassee:
        messages.error(request, _("Une journée vient de finir : rien n’a changé, recommencez."))
        return
    for inscription in passees:
        phrase = _("« %(inscription)s » : la journée est passée, rien n’a changé.")
        messages.warning(request, phrase % {"inscription": inscription})
    if a_annuler:
        phrase = ngettext(
            "%(nombre)d inscription annulée.",
            "%(nombre)d inscriptions annulées.",
            len(a_annuler),
        )
        messages.success(request, phrase % {"nombre": len(a_annuler)})


def page(bureau, request, titre, form, **contexte):
    """Show a form of the team about a seat; `action` is the label of its button."""
    contexte = {
        **bureau.admin_site.each_context(request),
        "title": titre,
        "form": form,
        "methode": "post",
        **contexte,
    }
    return render(request, "admin/inscriptions/inscription/ecrire.html", contexte)
