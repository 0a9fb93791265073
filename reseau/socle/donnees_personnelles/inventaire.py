"""Every declaration, by model, and the values that retention writes instead of erased data."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from .bibliotheques import DECLARATIONS
from .declaration import Declaration, Donnee
from .durees import Duree

RIEN = Declaration()


def declaration_de(modele: type[models.Model]) -> Declaration:
    declaree = getattr(modele, "donnees_personnelles", None)
    return declaree or DECLARATIONS.get(modele._meta.label, RIEN)


def declarees() -> Iterator[tuple[type[models.Model], Donnee]]:
    """Every declaration of personal data, by table."""
    for modele in apps.get_models():
        for donnee in declaration_de(modele).donnees:
            yield modele, donnee


def effacement(modele: type[models.Model], duree: Duree, *parmi: str) -> dict[str, object]:
    """The columns that end after `duree` (or those of them in `noms`), with the value to write.

    A column not declared to end then cannot be erased: rules and declarations always agree.
    """
    finissant = declaration_de(modele).finissant(duree)
    if inconnus := set(parmi) - set(finissant):
        raise LookupError(f"{modele._meta.label}: not declared to end so: {sorted(inconnus)}")
    if not finissant:
        raise LookupError(f"{modele._meta.label}: nothing is declared to end as « {duree.nom} »")
    champs = [modele._meta.get_field(nom) for nom in parmi or finissant]
    return {champ.name: _vide(champ) for champ in champs if not champ.many_to_many}


def _vide(champ: models.Field) -> object:
    if isinstance(champ, models.JSONField):
        return {}
    return None if champ.null else ""
