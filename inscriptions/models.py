"""The models of inscriptions, gathered from the packages that hold them."""

from .covoiturage.models import MiseEnRelation, Trajet
from .dossiers.models import (
    ChangementEtat,
    Couvert,
    Dossier,
    Inscription,
    nouveau_jeton,
)
from .feuilles.models import Export
from .propositions.models import Proposition
from .questions.models import Question, ReponseDonnee
from .rappels.models import Rappel

__all__ = [
    "ChangementEtat",
    "Couvert",
    "Dossier",
    "Export",
    "Inscription",
    "MiseEnRelation",
    "Proposition",
    "Question",
    "Rappel",
    "ReponseDonnee",
    "Trajet",
    "nouveau_jeton",
]
