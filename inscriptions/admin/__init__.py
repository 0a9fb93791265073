"""The back office of the registrations."""

from ..covoiturage.admin import MiseEnRelationAdmin, TrajetAdmin
from ..questions.admin import QuestionAdmin
from .dossiers import DossierAdmin
from .exports import ExportAdmin
from .inscriptions import InscriptionAdmin

__all__ = [
    "DossierAdmin",
    "ExportAdmin",
    "InscriptionAdmin",
    "MiseEnRelationAdmin",
    "QuestionAdmin",
    "TrajetAdmin",
]
