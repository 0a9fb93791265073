"""Calling a day off from the back office: a page that says who is concerned, and asks why."""

from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..enums import EtatInscription
from ..exceptions import AnnulationImpossible

DESTINATAIRES_AU_PLUS = 60


class AnnulationForm(forms.Form):
    motif = forms.CharField(
        label=gettext_lazy("Pourquoi la journée est-elle annulée ?"),
        max_length=250,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("Une phrase, montrée sur la page publique et dans les calendriers."),
    )


def annuler_vue(administration, request, pk):
    """GET shows what will happen; POST does it through the domain's verb."""
    atelier = administration.objet_ou_404(request, pk)
    if not administration.has_publier_permission(request):
        raise PermissionDenied
    form = AnnulationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            atelier.annuler(form.cleaned_data["motif"])
        except AnnulationImpossible as refus:
            messages.error(request, str(refus))
        else:
            administration.log_change(request, atelier, _("Annulation."))
            messages.success(request, _("« %(titre)s » est annulé.") % {"titre": atelier})
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
            "lien_pour_ecrire": lien_pour_ecrire(atelier),
        },
    )


def lien_pour_ecrire(atelier) -> str:
    """A mailto: to everybody registered or waiting, hidden from each other; none if too many."""
    concernees = atelier.inscriptions.exclude(etat=EtatInscription.ANNULEE).exclude(courriel="")
    adresses = sorted(set(concernees.values_list("courriel", flat=True)))
    if not adresses or len(adresses) > DESTINATAIRES_AU_PLUS:
        return ""
    objet = _("Annulation : %(titre)s") % {"titre": atelier}
    return f"mailto:?bcc={quote(','.join(adresses), safe=',@')}&subject={quote(objet)}"
