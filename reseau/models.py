"""Models of the network itself; each lives with its concept."""

from .actualites.models import Actualite
from .groupes.models import GroupeDeTravail, Participation, Reunion
from .personnes.inactivite.models import CompteEndormi
from .personnes.models import Personne
from .socle.conservation.models import Purge
from .socle.courriels.models import Courriel, PieceJointe
from .socle.frein.models import Passage
from .socle.identite.models import Reseau
from .socle.ouvrier.models import Travail
from .socle.securite.models import TraceDeSecurite

__all__ = [
    "Actualite",
    "CompteEndormi",
    "Courriel",
    "GroupeDeTravail",
    "Participation",
    "Passage",
    "Personne",
    "PieceJointe",
    "Purge",
    "Reseau",
    "Reunion",
    "TraceDeSecurite",
    "Travail",
]
