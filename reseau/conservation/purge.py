"""Erase what is due, all rules together, and keep the trace of it. Twice is once."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from inscriptions.retention import REGLES as INSCRIPTIONS

from ..courriels.retention import REGLES as COURRIELS
from ..journal.retention import REGLES as JOURNAL
from ..securite.retention import REGLES as SECURITE
from .enums import Origine
from .models import Purge
from .regles import Regle

# Each package declares its own beside what it keeps.
REGLES: tuple[Regle, ...] = (*INSCRIPTIONS, *COURRIELS, *JOURNAL, *SECURITE)


@transaction.atomic
def purger(
    a: datetime | None = None, essai: bool = False, par: str = Origine.COMMANDE
) -> dict[str, int]:
    """Erase what is due at `a` (now by default); answer how many rows, by name of rule.

    With `essai`, only count: nothing is erased, no trace is left.
    """
    a = a or timezone.now()
    comptes = {regle.nom: regle.dues(a).count() for regle in REGLES}
    if not essai:
        for regle in REGLES:
            regle.appliquer(a)
        Purge.objects.create(le=a, par=par, total=sum(comptes.values()), comptes=comptes)
    return comptes


def purger_ce_qui_est_echu() -> int:
    """The worker's duty."""
    return sum(purger(par=Origine.OUVRIER).values())
