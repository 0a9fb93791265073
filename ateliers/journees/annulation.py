"""Calling a day off from the back office: a page that says who is told, and asks why."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inscriptions import places
from inscriptions.courriels import changement as envoi
from inscriptions.places import covoiturage
from reseau.socle.formulaires import UneLigne
from reseau.socle.grammaire import ngettext

from ..exceptions import AnnulationImpossible
from . import suites
from .consequences import sans_courriel


class AnnulationForm(forms.Form):
    motif = UneLigne(
        label=gettext_lazy("Pourquoi la journée est-elle annulée ?"),
        max_length=250,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy(
            "Une phrase, montrée sur la page publique, dans les calendriers et dans le courriel."
        ),
    )


def annuler_vue(administration, request, pk):
    """GET shows what will happen; POST does it through the domain's verb."""
    atelier = administration.objet_ou_404(request, pk)
    if not administration.has_publier_permission(request):
        raise PermissionDenied
    form = AnnulationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            prevenues = annuler(atelier, form.cleaned_data["motif"])
        except AnnulationImpossible as refus:
            messages.error(request, str(refus))
        else:
            administration.log_change(request, atelier, _("Annulation."))
            messages.success(request, _("« %(titre)s » est annulé.") % {"titre": atelier})
            suites.dire(request, suites.Suites(prevenues))
        return administration.retour_a_la_fiche(atelier)
    return TemplateResponse(
        request,
        "admin/ateliers/atelier/annulation.html",
        {
            **administration.admin_site.each_context(request),
            "opts": administration.opts,
            "title": _("Annuler « %(titre)s »") % {"titre": atelier},
            "atelier": atelier,
            "form": form,
            "a_prevenir": a_prevenir(atelier),
        },
    )


@transaction.atomic
def annuler(atelier, motif) -> int:
    """The verb, its letters, the end of offers and shared cars; how many letters. Twice is once."""
    if not atelier.annuler(motif):
        return 0
    covoiturage.dissoudre(atelier)
    prevenues = envoi.de_l_annulation(atelier)
    places.remplir(atelier)
    return prevenues


def a_prevenir(atelier) -> list[str]:
    """How many a mail tells, how many somebody has to call."""
    nombre, muettes = envoi.a_prevenir(atelier).count(), envoi.sans_adresse(atelier).count()
    if not nombre and not muettes:
        return [_("Personne n’est inscrit : aucun courriel ne partira.")]
    phrase = ngettext(
        "%(nombre)d personne inscrite ou en attente recevra un courriel avec votre phrase.",
        "%(nombre)d personnes inscrites ou en attente recevront un courriel avec votre phrase.",
        nombre,
    )
    phrases = [phrase % {"nombre": nombre}] if nombre else []
    return [*phrases, sans_courriel(muettes)] if muettes else phrases
