"""The models of inscriptions, gathered from the packages that hold them."""

from .adresses.models import AdresseAConfirmer
from .covoiturage.models import MiseEnRelation, Trajet
from .cycles.models import JourneeProposee
from .dossiers.models import (
    ChangementEtat,
    Dossier,
    Inscription,
    nouveau_jeton,
)
from .feuilles.models import Export
from .propositions.models import Proposition
from .questions.models import Question, ReponseDonnee
from .rappels.models import Rappel
from .repas.models import Couvert, Redistribution
from .sequences.models import ChoixDeSequence

__all__ = [
    "AdresseAConfirmer",
    "ChangementEtat",
    "ChoixDeSequence",
    "Couvert",
    "Dossier",
    "Export",
    "Inscription",
    "JourneeProposee",
    "MiseEnRelation",
    "Proposition",
    "Question",
    "Rappel",
    "Redistribution",
    "ReponseDonnee",
    "Trajet",
    "nouveau_jeton",
]
