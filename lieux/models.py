"""Models of the directory; each lives with its concept."""

from .annuaire.models import Espace, Lieu
from .territoire.models import Commune, Departement
from .vocabulaire.models import Label, Labellisation, Terme

__all__ = ["Commune", "Departement", "Espace", "Label", "Labellisation", "Lieu", "Terme"]
