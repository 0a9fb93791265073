"""Filters of the places in the back office; each uses a method of the QuerySet."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..enums import Famille
from .facettes import FACETTES
from .models import Lieu


class FraicheurFilter(admin.SimpleListFilter):
    title = _("fraîcheur")
    parameter_name = "fraicheur"

    def lookups(self, request, model_admin):
        return [("a_revoir", _("à revoir"))]

    def queryset(self, request, queryset):
        return queryset.a_revoir() if self.value() else queryset


class FacetteFilter(admin.SimpleListFilter):
    """The facet of the public directory, over every place."""

    def lookups(self, request, model_admin):
        choix = FACETTES[self.parameter_name].compter(Lieu.objects.order_by())
        return [(option.valeur, option.libelle) for option in choix]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return FACETTES[self.parameter_name].garder(queryset, [self.value()])


class DepartementFilter(FacetteFilter):
    title = _("département")
    parameter_name = "departement"


class LabelFilter(FacetteFilter):
    title = _("label valide")
    parameter_name = "label"


class ActiviteFilter(FacetteFilter):
    title = Famille.ACTIVITE.label
    parameter_name = "activite"
