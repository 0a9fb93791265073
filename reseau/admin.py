"""The back office of the network itself; each screen lives with its concept."""

from .actualites.admin import ActualiteAdmin
from .groupes.admin import GroupeDeTravailAdmin, ReunionAdmin
from .personnes.admin import PersonneAdmin
from .personnes.groupes_admin import GroupeDeDroitsAdmin
from .personnes.services_admin import ServiceDIdentiteAdmin
from .portail.identite import ReseauAdmin
from .socle.conservation.admin import PurgeAdmin
from .socle.courriels.admin import CourrielAdmin
from .socle.journal.admin import JournalAdmin
from .socle.ouvrier.admin import TravailAdmin
from .socle.securite.admin import TraceDeSecuriteAdmin

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
