"""The back office of the registrations."""

from .covoiturage import MiseEnRelationAdmin, TrajetAdmin
from .dossiers import DossierAdmin
from .exports import ExportAdmin
from .inscriptions import InscriptionAdmin
from .questions.modele import QuestionAdmin

__all__ = [
    "DossierAdmin",
    "ExportAdmin",
    "InscriptionAdmin",
    "MiseEnRelationAdmin",
    "QuestionAdmin",
    "TrajetAdmin",
]
