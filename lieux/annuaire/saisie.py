"""Fields of the form of a place: one address a line, terms by family."""

from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from reseau.socle.administration.garde import PlusieursField
from reseau.socle.formulaires import adresse_qui_part
from reseau.socle.invisibles import adresse

from ..enums import Famille


class UneParLigne(forms.CharField):
    """A list typed one item a line; an error gives the line."""

    def __init__(self, *, chaque, phrase, **kwargs):
        super().__init__(**kwargs)
        self.chaque, self.phrase = chaque, phrase
        self.widget.attrs |= {"rows": 2, "cols": 60}

    widget = forms.Textarea

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lignes = (adresse(ligne).strip() for ligne in (super().to_python(value) or "").splitlines())
        return list(dict.fromkeys(filter(None, lignes)))

    def run_validators(self, value):
        fausses = [ligne for ligne in value if not self._convient(ligne)]
        if fausses:
            raise ValidationError([self.phrase % {"ligne": ligne} for ligne in fausses])

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)

    def _convient(self, ligne):
        try:
            self.chaque(ligne)
        except ValidationError:
            return False
        return True


def courriels():
    return UneParLigne(
        label=_("Courriels"),
        required=False,
        chaque=adresse_qui_part,
        phrase=_("« %(ligne)s » n’est pas une adresse de courriel."),
        help_text=_("Un par ligne ; le premier est le principal."),
    )


def sites_web():
    return UneParLigne(
        label=_("Sites web"),
        required=False,
        chaque=URLValidator(["http", "https"]),
        phrase=_("« %(ligne)s » n’est pas une adresse web : elle commence par https://."),
        help_text=_("Un par ligne, en entier : https://…"),
    )


class ParFamille(ModelChoiceIterator):
    def __iter__(self):
        for famille, termes in groupby(self.queryset, key=lambda terme: terme.famille):
            yield Famille(famille).label.capitalize(), [self.choice(terme) for terme in termes]


class CasesParFamille(forms.CheckboxSelectMultiple):
    """Checkboxes by family; a family with a ticked box is open."""

    template_name = "admin/lieux/lieu/cases_par_famille.html"

    def get_context(self, name, value, attrs):
        contexte = super().get_context(name, value, attrs)
        contexte["widget"]["ouvertes"] = {
            famille
            for famille, options, _rang in contexte["widget"]["optgroups"]
            if any(option["selected"] for option in options)
        }
        return contexte


class TermesField(PlusieursField):
    iterator = ParFamille
    widget = CasesParFamille
