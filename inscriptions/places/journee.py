"""The verbs of a day: publish, cancel, move; each writes its letters and serves its queues.

Every caller uses them (admin, import, command, demonstration): the verbs of the models write no
letter, and a test of the whole code refuses them elsewhere. `consequences` says beforehand what a
change would do.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from ateliers.enums import Statut
from ateliers.models import Atelier, Cycle
from reseau.models import Personne

from ..courriels import changement
from ..models import Inscription
from . import ajout, covoiturage, remplir


@dataclass(frozen=True)
class Suites:
    """The effects of a verb: letters of the change, rows that left the queue, proposals."""

    prevenues: int = 0
    promues: list[Inscription] = field(default_factory=list)
    proposees: int = 0


@transaction.atomic
def publier_la_journee(atelier: Atelier) -> Suites:
    """Publish the day, and propose it to people who took its whole cycle.

    Raises PublicationImpossible. Published twice, it is proposed once.
    """
    return _proposer([atelier.pk] if atelier._publier() else [])


@transaction.atomic
def publier_le_cycle(cycle: Cycle) -> Suites:
    """Publish the cycle and all its drafts together; propose them to people who took it whole.

    Raises PublicationImpossible: one day that is not ready refuses them all. On a published cycle,
    it publishes the days added since.
    """
    cycle._publier()
    return _proposer([journee.pk for journee in brouillons(cycle) if journee._publier()])


@transaction.atomic
def annuler_la_journee(atelier: Atelier, motif: str) -> Suites:
    """Cancel the day, remove trips, write to all, withdraw offers. A second call does nothing.

    Raises AnnulationImpossible.
    """
    if not atelier._annuler(motif):
        return Suites()
    covoiturage.dissoudre(atelier)
    prevenues = changement.de_l_annulation(atelier)
    remplir(atelier.pk)
    return Suites(prevenues)


@transaction.atomic
def apres_un_changement(
    avant: Atelier | None,
    atelier: Atelier,
    par: Personne | None = None,
    *,
    repas_changes: bool = False,
) -> Suites:
    """Write what changed in a day just saved, and give the seats that the change frees.

    `avant` is the row as read under its lock, as `Atelier.enregistrer` returns it, None for a new
    day: call this in the same transaction. A postponed day moves its cut-offs too: a closed meal
    may open again, so a new start serves the queues as a new capacity does.
    """
    if avant is None:
        return Suites()
    prevenues = changement.du_changement(avant, atelier)
    s_ouvre = (avant.capacite, avant.debut) != (atelier.capacite, atelier.debut)
    promues = remplir(atelier.pk, par=par) if s_ouvre or repas_changes else []
    proposees = ajout.proposer(atelier) if avant.cycle_id != atelier.cycle_id else 0
    return Suites(prevenues, promues, proposees)


def brouillons(objet: Atelier | Cycle) -> list[Atelier]:
    """Drafts that the publication of `objet` would publish, in the order of their keys."""
    if isinstance(objet, Atelier):
        return [objet] if objet.statut == Statut.BROUILLON else []
    lignes = objet.ateliers.filter(statut=Statut.BROUILLON).select_related("cycle")
    return list(lignes.order_by("pk"))


def _proposer(cles: Iterable[int]) -> Suites:
    publiees = Atelier.objects.filter(pk__in=cles).select_related("cycle", "lieu__commune")
    return Suites(proposees=sum(map(ajout.proposer, publiees)))
