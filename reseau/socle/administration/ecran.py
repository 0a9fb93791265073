"""The ground of every screen of the back office: closed to what its own list does not send."""

from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.db import models

from .garde import Gardee


class Ecran(Gardee):
    """Closed by default.

    Django lets whoever opens a list ask any column of its rows, in the address, letter by letter
    (`?texte__regex=`): she then reads what the page hides from her. Here the list's own filters
    and its date hierarchy are understood, and nothing else; the search has its own fields.
    """

    # Django's way goes by an address that asks no right, and tells that of the private page.
    view_on_site = False

    # Searched by who may read it elsewhere, since this list does not show it: field → right.
    recherche_reservee: dict[str, str] = {}

    def get_ordering(self, request):
        """Rows counted in `get_queryset` lose the order of their model, and jump between pages."""
        return super().get_ordering(request) or self.opts.ordering

    def get_search_fields(self, request):
        return [
            champ
            for champ in super().get_search_fields(request)
            if champ not in self.recherche_reservee
            or request.user.has_perm(self.recherche_reservee[champ])
        ]

    def lookup_allowed(self, lookup, value, request=None):
        return lookup in self.parametres_de_la_liste(request)

    def parametres_de_la_liste(self, request) -> set[str]:
        """The names that the links of this list carry in their address."""
        filtres = self.get_list_filter(request)
        noms = {nom for filtre in filtres for nom in _parametres(self.model, filtre)}
        if jour := self.date_hierarchy:
            noms |= {f"{jour}__year", f"{jour}__month", f"{jour}__day"}
        return noms


def _parametres(modele, filtre) -> list[str]:
    if isinstance(filtre, type):
        return [filtre.parameter_name]
    chemin, classe = filtre if isinstance(filtre, (tuple, list)) else (filtre, None)
    champ = get_fields_from_path(modele, chemin)[-1]
    return [f"{chemin}{suite}" for suite in _suites(champ, classe)]


def _suites(champ, classe) -> list[str]:
    """What the filter that Django makes for such a column puts after its name."""
    if classe is admin.EmptyFieldListFilter:
        return ["__isempty"]
    if champ.is_relation:
        return [f"__{champ.target_field.name}__exact", "__isnull"]
    if isinstance(champ, models.DateField):
        return ["__gte", "__lt", *(["__isnull"] if champ.null else [])]
    if champ.flatchoices or isinstance(champ, models.BooleanField):
        return ["__exact", "__isnull"]
    return ["", "__isnull"]
