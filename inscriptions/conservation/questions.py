"""Erase answers: sensitive ones with the diets, others with the names."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from reseau.socle.conservation.regles import Regle
from reseau.socle.donnees_personnelles.durees import NOMS, SENSIBLE

from ..models.questions import ReponseDonnee


def _reponses(limite: datetime) -> QuerySet:
    return ReponseDonnee.objects.filter(inscription__atelier__fin__lt=limite)


def _sensibles(limite: datetime) -> QuerySet:
    return _reponses(limite).filter(question__sensible=True)


def _autres(limite: datetime) -> QuerySet:
    return _reponses(limite).filter(question__sensible=False)


REGLES = (
    Regle(
        "reponses_sensibles",
        _("réponses sensibles aux questions"),
        SENSIBLE,
        _sensibles,
        None,
    ),
    Regle("reponses", _("réponses aux questions"), NOMS, _autres, None),
)
