"""What the forms of the back office share: native date inputs, errors beside the right field."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models


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


# The browser's own pickers: in the reader's language, good under a thumb and with a keyboard.
SAISIE_NATIVE = {
    models.DateField: {"widget": JourInput},
    models.DateTimeField: {"form_class": forms.DateTimeField, "widget": MomentInput},
}


class ErreursAuBonChamp(forms.ModelForm):
    """A violated database constraint says its sentence next to the field it speaks of."""

    champs_des_contraintes: dict[str, str] = {}

    def _update_errors(self, errors):
        super()._update_errors(
            ranger(errors, self._meta.model, self.champs_des_contraintes, self.fields)
        )


def ranger(erreurs, modele, champs_des_contraintes, champs) -> ValidationError:
    """Move each constraint's sentence from the top of the form to its field, if it stands there."""
    if not hasattr(erreurs, "error_dict"):
        return erreurs
    destinations = {
        str(contrainte.violation_error_message): champs_des_contraintes[contrainte.name]
        for contrainte in modele._meta.constraints
        if champs_des_contraintes.get(contrainte.name) in champs
    }
    rangees = {}
    for champ, liste in erreurs.error_dict.items():
        for erreur in liste:
            sentence = str(erreur.message)
            place = destinations.get(sentence, champ) if champ == NON_FIELD_ERRORS else champ
            rangees.setdefault(place, []).append(erreur)
    return ValidationError(rangees)
