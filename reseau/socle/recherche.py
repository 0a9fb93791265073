"""Search without accents or case; every word is found, in any order, on any database."""

import re
import unicodedata

from django.db import models

from .invisibles import sans_invisibles


def normaliser(texte: str) -> str:
    """Lower-case ASCII words separated by one space: « L’Œuvre, Été » gives "l oeuvre ete"."""
    texte = sans_invisibles(texte)
    texte = texte.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    decompose = unicodedata.normalize("NFKD", texte.lower())
    sans_accents = "".join(c for c in decompose if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", sans_accents).strip()


def mots_dans(champ: str, texte: str) -> models.Q:
    """Condition: every word of `texte` stands in the normalised column `champ`."""
    condition = models.Q()
    for mot in normaliser(texte).split():
        condition &= models.Q(**{f"{champ}__contains": mot})
    return condition


class ChampDeRecherche(models.TextField):
    """Normalised copy of other fields, computed when the row is written (as auto_now is).

    `depuis` lists attribute paths of the instance ("nom", "commune.nom"); empty steps are skipped.
    `update()` does not recompute it.
    """

    def __init__(self, *args, depuis=(), **kwargs):
        self.depuis = tuple(depuis)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        nom, chemin, args, kwargs = super().deconstruct()
        return nom, chemin, args, {**kwargs, "depuis": self.depuis}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        valeur = normaliser(" ".join(filter(None, (valeur_de(instance, c) for c in self.depuis))))
        setattr(instance, self.attname, valeur)
        return valeur


def valeur_de(instance, chemin: str) -> str:
    for etape in chemin.split("."):
        instance = getattr(instance, etape, None)
        if instance is None:
            return ""
    return str(instance)
