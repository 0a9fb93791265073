"""Repair dates written by a clock that was fast and has been set right since.

A duty due « in thirty days » would wait thirty days; so would a letter, a lease, a limit on tries.
A date further ahead than any we write is due now. What was done early cannot be undone: expired
offers, sent letters, erased data.
"""

import logging
from datetime import datetime

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db.models import Model, QuerySet
from django.utils import timezone

from ..courriels.envoi import BAIL, DELAIS
from ..courriels.models import Courriel
from .models import MARGE, Travail

journal = logging.getLogger(__name__)


def remettre_a_l_heure(a: datetime | None = None) -> int:
    """Repair dates in the future; return how many. Only reads when there is none."""
    a = a or timezone.now()
    travaux = Travail.objects.dates_du_futur(a)
    sautee = travaux.exists()
    corriges = travaux.update(prochain_passage=a, dernier_passage=None) if sautee else 0
    corriges += _remettre(Courriel.objects.essais_du_futur(a, DELAIS[-1] + MARGE), prochain_essai=a)
    corriges += _remettre(Courriel.objects.baux_du_futur(a + BAIL + MARGE), bail_jusqu_a=a)
    if sautee and isinstance(caches["default"], DatabaseCache):
        caches["default"].clear()  # limits last hours; Redis uses its own clock
    if corriges:
        journal.warning("horloge revenue en arriere, dates=%s corrigees", corriges)
    return corriges


def _remettre(lignes: QuerySet[Model], **valeurs: datetime) -> int:
    """Read first: no write, hence no lock on SQLite, while nothing is wrong."""
    return lignes.update(**valeurs) if lignes.exists() else 0
