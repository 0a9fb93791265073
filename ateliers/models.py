"""Models of the workshops; each lives with its concept."""

from .cycles.models import Cycle
from .journees.models import Atelier, Document, Intervenant
from .programme.models import Creneau, Repas, Sequence

__all__ = ["Atelier", "Creneau", "Cycle", "Document", "Intervenant", "Repas", "Sequence"]
