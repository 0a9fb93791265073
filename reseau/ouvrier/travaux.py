"""The periodic duties of the worker: an explicit list, each at its own rhythm, each done once."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError, OperationalError

from inscriptions.places import expirer_les_propositions
from inscriptions.rappels.envoi import rappeler_ce_qui_est_du

from ..conservation.purge import purger_ce_qui_est_echu
from ..courriels.purge import effacer_les_contenus
from ..fichiers.oublies import effacer_les_oublies
from ..traces.lignes import sans_personne
from .models import Travail

journal = logging.getLogger(__name__)


@dataclass(frozen=True)
class Periodique:
    """A function that may be run again without harm, and how often."""

    nom: str
    faire: Callable[[], int]
    rythme: timedelta


TRAVAUX = [
    Periodique("expirer_les_propositions", expirer_les_propositions, timedelta(minutes=1)),
    Periodique("effacer_les_contenus", effacer_les_contenus, timedelta(hours=6)),
    Periodique("rappels", rappeler_ce_qui_est_du, timedelta(minutes=15)),
    Periodique("purger", purger_ce_qui_est_echu, timedelta(hours=6)),
    Periodique("effacer_les_fichiers_oublies", effacer_les_oublies, timedelta(hours=12)),
]


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
