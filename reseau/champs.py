"""Columns of text on one line: what nobody sees enters by no door, form, import or command.

Each writes to the database what its name says, gives forms the field that cleans the same, and is
for migrations the column of Django that it is.
"""

from django.db import models

from . import formulaires, invisibles


class _Nettoye:
    nettoyer = staticmethod(invisibles.sur_une_ligne)
    champ_de_formulaire = formulaires.UneLigne

    def deconstruct(self):
        nom, _chemin, args, kwargs = super().deconstruct()
        origine = next(c for c in type(self).__mro__ if c.__module__.startswith("django."))
        return nom, f"django.db.models.{origine.__name__}", args, kwargs

    def to_python(self, value):
        valeur = super().to_python(value)
        return self.nettoyer(valeur).strip() if isinstance(valeur, str) else valeur

    def get_prep_value(self, value):
        """Also what is compared with the column; not stripped, as one may look for « a b »."""
        valeur = super().get_prep_value(value)
        return self.nettoyer(valeur) if isinstance(valeur, str) else valeur

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": self.champ_de_formulaire, **kwargs})


class LigneField(_Nettoye, models.CharField):
    """A title, a label: no line break, no-break spaces kept."""


class NomField(_Nettoye, models.CharField):
    """A name of somebody."""

    nettoyer = staticmethod(invisibles.nom_propre)
    champ_de_formulaire = formulaires.NomPropre


class CoordonneeField(_Nettoye, models.CharField):
    """A telephone, a postal address, a postal code."""

    nettoyer = staticmethod(invisibles.coordonnee)
    champ_de_formulaire = formulaires.Coordonnee


class CodeField(_Nettoye, models.CharField):
    """An identifier, a token: no space."""

    nettoyer = staticmethod(invisibles.code)
    champ_de_formulaire = formulaires.Code


class CourrielField(_Nettoye, models.EmailField):
    nettoyer = staticmethod(invisibles.adresse)
    champ_de_formulaire = formulaires.AdresseDeCourriel
    default_validators = [formulaires.adresse_qui_part]


class AdresseWebField(_Nettoye, models.URLField):
    nettoyer = staticmethod(invisibles.adresse)
    champ_de_formulaire = formulaires.AdresseWebField


class SlugField(_Nettoye, models.SlugField):
    nettoyer = staticmethod(invisibles.adresse)
    champ_de_formulaire = formulaires.SlugField
