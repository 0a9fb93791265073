"""Erase what is due, by every rule, and keep a trace. A second run erases nothing more."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from .enums import Origine
from .models import Purge
from .regles import Regle, Travail

journal = logging.getLogger(__name__)

# Filled by the roof (`reseau.portail.purge`), which knows every app.
REGLES: list[Regle | Travail] = []


class PurgeIncomplete(Exception):
    """Some rules failed, named in `ratees`; the others were applied."""

    def __init__(self, ratees: list[str], comptes: dict[str, int]):
        super().__init__(", ".join(ratees))
        self.ratees, self.comptes = ratees, comptes


def purger(
    a: datetime | None = None, essai: bool = False, par: str = Origine.COMMANDE
) -> dict[str, int]:
    """Erase what is due at `a` (now by default); return the number of rows by name of rule.

    With `essai`, only count: nothing is erased and no trace is written. A rule that fails does not
    stop the others: the failure is raised at the end.
    """
    a = a or timezone.now()
    if essai:
        return {regle.nom: regle.compter(a) for regle in REGLES}
    comptes, ratees = _purger(a, par)
    if ratees:
        raise PurgeIncomplete(ratees, comptes)
    return comptes


@transaction.atomic
def _purger(a: datetime, par: str) -> tuple[dict[str, int], list[str]]:
    """Erase nothing if the trace cannot be written."""
    comptes, ratees = {}, []
    for regle in REGLES:
        try:
            comptes[regle.nom] = _appliquer(regle, a)
        except Exception:
            journal.exception("regle=%s echec", regle.nom)
            ratees.append(regle.nom)
    effacees = sum(comptes.get(regle.nom, 0) for regle in REGLES if efface(regle))
    Purge.objects.create(le=a, par=par, total=effacees, comptes=comptes)
    return comptes, ratees


@transaction.atomic
def _appliquer(regle: Regle | Travail, a: datetime) -> int:
    """Apply one rule in a savepoint of its own."""
    nombre = regle.compter(a)
    if nombre:
        regle.appliquer(a)
    return nombre


def efface(regle: Regle | Travail) -> bool:
    return not isinstance(regle, Travail) or regle.efface


def purger_ce_qui_est_echu() -> int:
    """The worker's duty."""
    return sum(purger(par=Origine.OUVRIER).values())
