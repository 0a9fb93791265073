"""The periodic duties of the worker, each at its own rhythm, each done once."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError, OperationalError

from ..traces.lignes import sans_personne
from .models import Travail

journal = logging.getLogger(__name__)


@dataclass(frozen=True)
class Periodique:
    """A function that may be run again without harm, and how often."""

    nom: str
    faire: Callable[[], int]
    rythme: timedelta


# Filled by the roof (`reseau.portail.travaux`), which knows every app.
TRAVAUX: list[Periodique] = []


def faire_les_travaux(travaux: list[Periodique] | None = None) -> None:
    """Do what is due and not taken by another worker; one that fails never stops the next."""
    for travail in TRAVAUX if travaux is None else travaux:
        if Travail.objects.prendre(travail.nom, travail.rythme):
            _faire(travail)


def _faire(travail: Periodique) -> None:
    try:
        nombre = travail.faire()
    except Exception as erreur:
        journal.exception("travail=%s echec", travail.nom)
        suite = _expliquer(erreur)
    else:
        journal.info("travail=%s nombre=%s", travail.nom, nombre)
        suite = ""
    Travail.objects.noter(travail.nom, suite)


def _expliquer(erreur: Exception) -> str:
    """What the back office shows. Words of the database quote rows: they stay out of it."""
    if isinstance(erreur, DatabaseError) and not isinstance(erreur, OperationalError):
        return type(erreur).__name__
    return sans_personne(f"{type(erreur).__name__} : {erreur}")[:1000]
