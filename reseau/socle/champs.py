"""Columns of one line of text, without invisible characters, whatever writes them.

Each column cleans what is written to the database, gives forms the field that cleans the same way,
and is a plain Django column for migrations.
"""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.functional import cached_property

from . import formulaires, invisibles

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

    # For the type checker: text or an expression is written to a column; text is read.
    CharField = models.CharField[str | Combinable, str]
    EmailField = models.EmailField[str | Combinable, str]
    URLField = models.URLField[str | Combinable, str]
    SlugDeDjango = models.SlugField[str | Combinable, str]
else:
    CharField, EmailField, URLField = models.CharField, models.EmailField, models.URLField
    SlugDeDjango = models.SlugField


class _Nettoye:
    nettoyer = staticmethod(invisibles.sur_une_ligne)
    champ_de_formulaire = formulaires.UneLigne

    def deconstruct(self):
        nom, _chemin, args, kwargs = super().deconstruct()
        return nom, f"django.db.models.{self._origine.__name__}", args, kwargs

    @property
    def _origine(self):
        return next(c for c in type(self).__mro__ if c.__module__.startswith("django."))

    @cached_property
    def _de_django(self):
        _nom, _chemin, args, kwargs = self.deconstruct()
        champ = self._origine(*args, **kwargs)
        champ.set_attributes_from_name(self.name)
        champ.model = self.model
        return champ

    def get_col(self, alias, output_field=None):
        """In a query, use the Django column: Concat and Coalesce refuse to mix classes."""
        voulu = self._de_django if output_field in (None, self) else output_field
        return super().get_col(alias, voulu)

    @cached_property
    def cached_col(self):
        return self.get_col(self.model._meta.db_table)

    def to_python(self, value):
        """Django calls it on the value of a form, and again on the value written."""
        valeur = super().to_python(value)
        return self.nettoyer(valeur).strip() if isinstance(valeur, str) else valeur

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": self.champ_de_formulaire, **kwargs})


class LigneField(_Nettoye, CharField):
    """A title, a label: no line break, no-break spaces kept."""


class NomField(_Nettoye, CharField):
    """A name of somebody."""

    nettoyer = staticmethod(invisibles.nom_propre)
    champ_de_formulaire = formulaires.NomPropre


class CoordonneeField(_Nettoye, CharField):
    """A telephone, a postal address, a postal code."""

    nettoyer = staticmethod(invisibles.coordonnee)
    champ_de_formulaire = formulaires.Coordonnee


class CodeField(_Nettoye, models.CharField):
    """An identifier, a token: no space."""

    nettoyer = staticmethod(invisibles.code)
    champ_de_formulaire = formulaires.Code


class CourrielField(_Nettoye, EmailField):
    nettoyer = staticmethod(invisibles.adresse)
    champ_de_formulaire = formulaires.AdresseDeCourriel
    default_validators = [formulaires.adresse_qui_part]


class AdresseWebField(_Nettoye, URLField):
    nettoyer = staticmethod(invisibles.adresse)
    champ_de_formulaire = formulaires.AdresseWebField


class SlugField(_Nettoye, SlugDeDjango):
    nettoyer = staticmethod(invisibles.adresse)
    champ_de_formulaire = formulaires.SlugField
