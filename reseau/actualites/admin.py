from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reseau.socle.administration.ecran import Ecran
from reseau.socle.administration.saisie import SAISIE_NATIVE, AdresseDeduite

from .models import Actualite


class ActualiteForm(AdresseDeduite):
    class Meta:
        model = Actualite
        fields = ["titre", "chapeau", "corps", "groupe", "publiee_le", "slug"]
        help_texts = {"slug": _("Vide : faite du titre.")}


class ParutionFilter(admin.SimpleListFilter):
    title = _("parution")
    parameter_name = "parution"

    def lookups(self, request, model_admin):
        return [
            ("publiees", _("publiées")),
            ("programmees", _("programmées")),
            ("brouillons", _("brouillons")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "publiees":
            return queryset.publiees()
        if self.value() == "programmees":
            return queryset.filter(publiee_le__gt=timezone.now())
        if self.value() == "brouillons":
            return queryset.filter(publiee_le=None)
        return queryset


@admin.register(Actualite)
class ActualiteAdmin(Ecran):
    form = ActualiteForm
    formfield_overrides = SAISIE_NATIVE
    list_display = ["titre", "groupe", "publiee_le", "parution"]
    list_filter = [ParutionFilter, "groupe"]
    list_select_related = ["groupe"]
    date_hierarchy = "publiee_le"
    search_fields = ["titre", "chapeau", "corps"]
    autocomplete_fields = ["groupe"]
    fields = ["titre", "chapeau", "corps", "groupe", "publiee_le", "slug"]

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    @admin.display(description=_("parution"))
    def parution(self, actualite):
        if actualite.publiee_le is None:
            return _("brouillon")
        return _("programmée") if actualite.publiee_le > timezone.now() else _("publiée")
