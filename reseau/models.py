"""Models of the network itself; each lives with its concept."""

from .actualites.models import Actualite
from .conservation.models import Purge
from .courriels.models import Courriel, PieceJointe
from .groupes.models import GroupeDeTravail, Participation, Reunion
from .identite.models import Reseau
from .ouvrier.models import Travail
from .personnes.inactivite.models import CompteEndormi
from .personnes.models import Personne
from .securite.models import TraceDeSecurite

__all__ = [
    "Actualite",
    "CompteEndormi",
    "Courriel",
    "GroupeDeTravail",
    "Participation",
    "Personne",
    "PieceJointe",
    "Purge",
    "Reseau",
    "Reunion",
    "TraceDeSecurite",
    "Travail",
]
