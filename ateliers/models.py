"""Models of the workshops; each lives with its concept."""

from .cycles.models import Cycle
from .journees.documents import Document
from .journees.models import Atelier
from .programme.models import Creneau, Intervenant, Repas, Sequence

__all__ = ["Atelier", "Creneau", "Cycle", "Document", "Intervenant", "Repas", "Sequence"]
