"""Shared by forms: native date inputs, errors beside the right field."""

from django import forms
from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.text import capfirst

from reseau.socle.slugs import slug_libre


class JourInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class HeureInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


# The browser's date pickers use the reader's language, and work by touch and by keyboard.
SAISIE_NATIVE = {
    models.DateField: {"widget": JourInput},
    models.DateTimeField: {"form_class": forms.DateTimeField, "widget": MomentInput},
}


class ErreursAuBonChamp(forms.ModelForm):
    """Show the sentence of a violated database constraint beside the field it is about."""

    champs_des_contraintes: dict[str, str] = {}

    def add_error(self, field, error):
        if field is None and isinstance(error, ValidationError):
            error = ranger(error, self._meta.model, self.champs_des_contraintes, self.fields)
        super().add_error(field, error)

    def verifier(self, noms, instance, sauf=()):
        """Constraints over columns that are no fields of the form, as `instance` will hold them.

        `sauf`: the columns nobody knows yet, because what was typed of them is wrong.
        """
        for contrainte in self._meta.model._meta.constraints:
            if contrainte.name in noms:
                try:
                    contrainte.validate(self._meta.model, instance, {*self.errors, *sauf})
                except ValidationError as erreur:
                    self.add_error(None, erreur)


class AdresseDeduite(ErreursAuBonChamp):
    """The slug may be left empty: it is then made from the field `adresse_faite_de`."""

    adresse_faite_de = "titre"
    a_deduire = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def _post_clean(self):
        """Make the slug even when the form has errors: the page, shown again, links to the row."""
        super()._post_clean()
        self.a_deduire = not self.instance.slug
        self._deduire()

    def save(self, commit=True):
        """Make it again: a row of the same page, saved just before, may have the same title."""
        self._deduire()
        return super().save(commit)

    def _deduire(self):
        if self.a_deduire:
            texte = getattr(self.instance, self.adresse_faite_de)
            self.instance.slug = slug_libre(self.instance, texte)


def ranger(erreurs, modele, champs_des_contraintes, champs) -> ValidationError:
    """Move each constraint's sentence from the top of the form to its field, if it stands there."""
    if not hasattr(erreurs, "error_dict"):
        erreurs = ValidationError({NON_FIELD_ERRORS: erreurs})
    destinations = {
        str(contrainte.violation_error_message): champs_des_contraintes[contrainte.name]
        for contrainte in modele._meta.constraints
        if champs_des_contraintes.get(contrainte.name) in champs
    }
    rangees = {}
    for champ, liste in erreurs.error_dict.items():
        for erreur in liste:
            phrase = str(erreur.message)
            place = destinations.get(phrase, champ) if champ == NON_FIELD_ERRORS else champ
            rangees.setdefault(place, []).append(erreur)
    return ValidationError(rangees)


class LignesNommees(admin.TabularInline):
    """Inline rows whose fields have an accessible name: the header of a column is no label."""

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)

        class FormsetNomme(formset):
            def add_fields(self, form, index):
                super().add_fields(form, index)
                for champ in form.fields.values():
                    champ.widget.attrs.setdefault("aria-label", capfirst(champ.label or ""))

        return FormsetNomme
