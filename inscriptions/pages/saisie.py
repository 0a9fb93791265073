"""Small pieces of the forms: a widget with attributes, choices with a capital letter."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from reseau.socle.adresses.champ import SaisieDeCourriel

from ..models import Inscription

telephone_plausible = RegexValidator(
    r"^\+?[\d\s.()/-]{6,30}$", _("Écrivez un numéro de téléphone, par exemple 06 12 34 56 78.")
)

COURRIEL_MAX = Inscription._meta.get_field("courriel").max_length  # else a form accepts 320


def saisie(type_de_champ=forms.TextInput, **attributs):
    return type_de_champ(attrs=attributs)


def saisie_de_courriel():
    attributs = {"autocomplete": "email", "inputmode": "email", "autocapitalize": "none"}
    return saisie(SaisieDeCourriel, **attributs)


def capitales(enumeration):
    return [(valeur, capfirst(libelle)) for valeur, libelle in enumeration.choices]
