from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..administration.lecture import LectureSeule
from ..dates import en_bref
from .models import TraceDeSecurite


@admin.register(TraceDeSecurite)
class TraceDeSecuriteAdmin(LectureSeule):
    """Log-ins, refusals, rights given or lost: to read after an incident."""

    list_display = ["quand", "acte", "de_qui", "par_qui", "adresse", "page", "detail", "fois"]
    list_filter = ["acte"]
    date_hierarchy = "dernier_le"
    search_fields = ["=compte", "=par", "=adresse", "=demande"]
    search_help_text = _("Numéro de compte, adresse d’un ordinateur ou numéro de demande, entiers")
    fields = ["quand", "depuis", "fois", "acte", "de_qui", "par_qui", "adresse", "page", "detail"]
    fields += ["demande"]
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).avec_noms()

    @admin.display(description=_("le"), ordering="dernier_le")
    def quand(self, trace):
        return en_bref(trace.dernier_le)

    @admin.display(description=_("première fois le"))
    def depuis(self, trace):
        return en_bref(trace.le)

    @admin.display(description=_("compte"), ordering="compte")
    def de_qui(self, trace):
        return _compte(trace.compte, trace.compte_prenom, trace.compte_nom)

    @admin.display(description=_("par"), ordering="par")
    def par_qui(self, trace):
        return _compte(trace.par, trace.par_prenom, trace.par_nom)


def _compte(numero, prenom, nom):
    """« n° 12, Nadia Roche »; the number alone once the account is gone."""
    if numero is None:
        return "–"
    if nom is None:
        return _("n° %(numero)d") % {"numero": numero}
    adresse = reverse("admin:reseau_personne_change", args=[numero])
    return format_html('<a href="{}">n° {}, {}</a>', adresse, numero, f"{prenom} {nom}".strip())
