"""Every promise of the privacy page, as rules that the purge applies."""

from inscriptions.conservation.regles import REGLES as INSCRIPTIONS
from reseau.personnes.inactivite.retention import REGLES as COMPTES

from ..socle.conservation.passage import REGLES as PASSAGE
from ..socle.conservation.regles import Regle, Travail
from ..socle.courriels.retention import REGLES as COURRIELS
from ..socle.journal.retention import REGLES as JOURNAL
from ..socle.securite.retention import REGLES as SECURITE

# Each package declares its rules beside what it keeps.
REGLES: tuple[Regle | Travail, ...] = (
    *INSCRIPTIONS,
    *COURRIELS,
    *JOURNAL,
    *COMPTES,
    *SECURITE,
    *PASSAGE,
)
