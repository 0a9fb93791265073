"""Call a day off from the back office: a page says who is told, and asks the reason."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inscriptions.places.consequences import de_l_annulation
from inscriptions.places.journee import annuler_la_journee
from reseau.socle.formulaires import UneLigne

from ..exceptions import AnnulationImpossible
from .suites import dire


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
    """GET shows what will happen; POST calls the verb of `inscriptions.places.journee`."""
    atelier = administration.objet_ou_404(request, pk)
    if not administration.has_publier_permission(request):
        raise PermissionDenied
    form = AnnulationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            suites = annuler_la_journee(atelier, form.cleaned_data["motif"])
        except AnnulationImpossible as refus:
            messages.error(request, str(refus))
        else:
            administration.log_change(request, atelier, _("Annulation."))
            messages.success(request, _("« %(titre)s » est annulé.") % {"titre": atelier})
            dire(request, suites)
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
            "a_prevenir": de_l_annulation(atelier),
        },
    )
