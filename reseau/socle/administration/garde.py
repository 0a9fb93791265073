"""No address and no form of the back office ends in a 500, whatever is typed in it.

`Gardee` is the part of a screen that ensures it; every `Ecran` inherits from it.
"""

import re
from contextlib import contextmanager, suppress

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import models

from reseau.socle import formulaires

# Columns of other libraries; our own columns clean their text (`reseau.socle.champs`).
CHAMPS_D_AILLEURS = {
    models.CharField: formulaires.UneLigne,
    models.EmailField: formulaires.AdresseDeCourriel,
    models.SlugField: formulaires.SlugField,
    models.URLField: formulaires.AdresseWebField,
}


def est_une_cle(champ, valeur) -> bool:
    """Could `valeur` be a key of this column, within the limits of the database?"""
    try:
        champ.run_validators(champ.to_python(valeur))
    except ValidationError:
        return False
    return True


class PlusieursField(forms.ModelMultipleChoiceField):
    """Check the size of keys first: Django would send any number to the database."""

    def clean(self, value):
        if isinstance(value, (list, tuple)):
            cle = self.queryset.model._meta.pk
            for valeur in value:
                if not est_une_cle(cle, valeur):
                    raise ValidationError(
                        self.error_messages["invalid_pk_value"],
                        code="invalid_pk_value",
                        params={"pk": valeur},
                    )
        return super().clean(value)


class _SesPropresCles:
    """Show the rows already chosen; ignore sent values that cannot be a key."""

    def optgroups(self, name, value, attr=None):
        cle = self.field.remote_field.model._meta.pk
        return super().optgroups(name, [v for v in value if est_une_cle(cle, v)], attr)


class SaisieParNom(_SesPropresCles, AutocompleteSelect):
    pass


class SaisieDeNoms(_SesPropresCles, AutocompleteSelectMultiple):
    pass


class Liste(ChangeList):
    """Treat a word instead of a number, or an impossible date, as a filter that Django refuses."""

    def get_filters(self, request):
        with _filtre_compris():
            return super().get_filters(request)

    def get_queryset(self, request, exclude_parameters=None):
        with _filtre_compris():
            lignes = super().get_queryset(request, exclude_parameters)
            if self.filter_params:
                _ecrire(lignes.query)  # the limits of the database show here
        return lignes


@contextmanager
def _filtre_compris():
    try:
        yield
    except (ValueError, OverflowError) as erreur:
        raise IncorrectLookupParameters(erreur) from erreur


def _ecrire(requete):
    with suppress(EmptyResultSet):
        requete.sql_with_params()


class ChampsGardes:
    """The fields of a screen, or of its rows."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if (champ := CHAMPS_D_AILLEURS.get(type(db_field))) and not db_field.choices:
            kwargs.setdefault("form_class", champ)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = SaisieParNom(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("form_class", PlusieursField)
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = SaisieDeNoms(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class Gardee(ChampsGardes, admin.ModelAdmin):
    def get_changelist(self, request, **kwargs):
        return Liste

    def get_changeform_initial_data(self, request):
        """Drop an initial date that cannot be read: some widgets would fail on it."""
        initial = super().get_changeform_initial_data(request)
        for champ in self.model._meta.concrete_fields:
            if champ.name in initial and isinstance(champ, models.DateTimeField):
                initial[champ.name] = _moment(initial[champ.name])
        return initial

    def changelist_view(self, request, extra_context=None):
        """Ignore ticked or changed rows whose key cannot exist."""
        if request.method == "POST":
            request.POST = _avec_ses_cles(request.POST, self.model._meta.pk)
        return super().changelist_view(request, extra_context)

    def get_inlines(self, request, obj):
        return [_garder(lignes) for lignes in super().get_inlines(request, obj)]


def _avec_ses_cles(envoi, cle):
    ligne = re.compile(rf"form-\d+-{cle.name}")
    lisible = envoi.copy()
    for nom, valeurs in envoi.lists():
        if nom == ACTION_CHECKBOX_NAME:
            lisible.setlist(nom, [valeur for valeur in valeurs if est_une_cle(cle, valeur)])
        elif ligne.fullmatch(nom) and not est_une_cle(cle, valeurs[-1]):
            lisible[nom] = ""
    return lisible


def _moment(valeur):
    try:
        return forms.DateTimeField(required=False).clean(valeur)
    except (ValidationError, OverflowError):
        return None


def _garder(lignes):
    if issubclass(lignes, ChampsGardes):
        return lignes
    return type(lignes.__name__, (ChampsGardes, lignes), {"__module__": lignes.__module__})
