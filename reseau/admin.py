"""The back office of the network itself; each screen lives with its concept."""

from .actualites.admin import ActualiteAdmin
from .conservation.admin import PurgeAdmin
from .courriels.admin import CourrielAdmin
from .groupes.admin import GroupeDeTravailAdmin, ReunionAdmin
from .identite.admin import ReseauAdmin
from .journal.admin import JournalAdmin
from .ouvrier.admin import TravailAdmin
from .personnes.admin import PersonneAdmin
from .personnes.groupes_admin import GroupeDeDroitsAdmin
from .personnes.services_admin import ServiceDIdentiteAdmin
from .securite.admin import TraceDeSecuriteAdmin

__all__ = [
    "ActualiteAdmin",
    "CourrielAdmin",
    "GroupeDeDroitsAdmin",
    "GroupeDeTravailAdmin",
    "JournalAdmin",
    "PersonneAdmin",
    "PurgeAdmin",
    "ReseauAdmin",
    "ReunionAdmin",
    "ServiceDIdentiteAdmin",
    "TraceDeSecuriteAdmin",
    "TravailAdmin",
]
