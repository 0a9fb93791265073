"""Filters of the workshops in the back office; each uses a method of the QuerySet."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class PeriodeFilter(admin.SimpleListFilter):
    title = _("période")
    parameter_name = "periode"

    def lookups(self, request, model_admin):
        return [("a_venir", _("à venir")), ("passes", _("passés"))]

    def queryset(self, request, queryset):
        if self.value() == "a_venir":
            return queryset.a_venir()
        if self.value() == "passes":
            return queryset.passes()
        return queryset


class PlacesFilter(admin.SimpleListFilter):
    title = _("places")
    parameter_name = "places"

    def lookups(self, request, model_admin):
        return [("restantes", _("il en reste")), ("file", _("liste d’attente"))]

    def queryset(self, request, queryset):
        if self.value() == "restantes":
            return queryset.avec_places_restantes()
        if self.value() == "file":
            return queryset.avec_places().filter(nb_en_attente__gt=0)
        return queryset
