"""The models of inscriptions, gathered from the packages that hold them."""

from .adresses import AdresseAConfirmer
from .changements import ChangementEtat
from .covoiturage import MiseEnRelation, Trajet
from .cycles import JourneeProposee
from .dossiers import Dossier
from .exports import Export
from .inscriptions import Inscription
from .jetons import nouveau_jeton
from .propositions import Proposition
from .questions import Question, ReponseDonnee
from .rappels import Rappel
from .repas import Couvert, Redistribution
from .sequences import ChoixDeSequence

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
