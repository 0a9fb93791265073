"""The back office of the registrations."""

from ..covoiturage.admin import MiseEnRelationAdmin, TrajetAdmin
from .dossiers import DossierAdmin
from .exports import ExportAdmin
from .inscriptions import InscriptionAdmin

__all__ = [
    "DossierAdmin",
    "ExportAdmin",
    "InscriptionAdmin",
    "MiseEnRelationAdmin",
    "TrajetAdmin",
]
