"""The base of every screen of the back office: a list answers only the filters it shows."""

from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.db import models

from .garde import Gardee


class Ecran(Gardee):
    """A list answers its own filters and its date hierarchy, and no other query.

    Django lets anyone who opens a list filter it by any column, letter by letter
    (`?texte__regex=`): she could read what the page hides from her. The search has its own fields.
    """

    # Django's link checks no right, and reveals the address of the private page.
    view_on_site = False

    # field → right: searched only by people with the right, since this list does not show it.
    recherche_reservee: dict[str, str] = {}

    def get_ordering(self, request):
        """Annotated rows lose the order of their model: without it rows move between pages."""
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
        """The parameters that the links of this list put in their address."""
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
    """The suffixes that Django's filter for this column adds to its name."""
    if classe is admin.EmptyFieldListFilter:
        return ["__isempty"]
    if champ.is_relation:
        return [f"__{champ.target_field.name}__exact", "__isnull"]
    if isinstance(champ, models.DateField):
        return ["__gte", "__lt", *(["__isnull"] if champ.null else [])]
    if champ.flatchoices or isinstance(champ, models.BooleanField):
        return ["__exact", "__isnull"]
    return ["", "__isnull"]
