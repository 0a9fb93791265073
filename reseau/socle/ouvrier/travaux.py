"""The periodic duties of the worker: each has its rhythm, one worker does it at a time."""

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
    """A function that may safely run again, and how often it runs."""

    nom: str
    faire: Callable[[], int]
    rythme: timedelta


# Filled by the roof (`reseau.portail.travaux`), which knows every app.
TRAVAUX: list[Periodique] = []


def faire_les_travaux(travaux: list[Periodique] | None = None) -> None:
    """Do due duties that no other worker has taken; a failure does not stop the next duty."""
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
    """The error for the back office, without the text of a database error: it quotes rows."""
    if isinstance(erreur, DatabaseError) and not isinstance(erreur, OperationalError):
        return type(erreur).__name__
    return sans_personne(f"{type(erreur).__name__} : {erreur}")[:1000]
