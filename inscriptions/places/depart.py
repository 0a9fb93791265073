"""The cycle that a person may leave, and the days she leaves with it."""

from collections.abc import Iterable

from django.utils import timezone

from ateliers.enums import Statut
from ateliers.models import Cycle

from ..models import Dossier, Inscription
from ..models.cle import cle_du_nom


def a_quitter(
    dossier: Dossier, inscriptions: list[Inscription]
) -> tuple[Cycle | None, list[Inscription]]:
    """The cycle she may leave and its days to come; (None, []) for a single day, simply cancelled.

    Days of the dossier, and days she took apart with the same address and name, so that none is
    left behind. In other dossiers, only her own rows, never those of other people.
    """
    cycles = (inscription.atelier.cycle_publie for inscription in inscriptions)
    cycle = dossier.cycle or next(filter(None, cycles), None)
    if cycle is None:
        return None, []
    prises = [*inscriptions, *_prises_ailleurs(dossier, cycle)]
    maintenant = timezone.now()
    a_venir = [
        inscription
        for inscription in sorted(prises, key=lambda prise: (prise.atelier.debut, prise.pk))
        if inscription.est_encore_la
        and inscription.atelier.cycle_id == cycle.pk
        and inscription.atelier.statut == Statut.PUBLIE
        and inscription.atelier.debut > maintenant
    ]
    if dossier.cycle or len({inscription.atelier_id for inscription in a_venir}) > 1:
        return cycle, a_venir
    return None, []


def ne_plus_suivre(dossier: Dossier, cycle: Cycle, quittees: Iterable[Inscription]) -> None:
    """Forget the cycle in dossiers where nobody holds a day to come any more."""
    dossiers = {dossier.pk, *(inscription.dossier_id for inscription in quittees)}
    restent = Inscription.objects.encore_la().filter(
        dossier__in=dossiers, atelier__cycle=cycle, atelier__debut__gt=timezone.now()
    )
    partis = dossiers - set(restent.values_list("dossier_id", flat=True))
    Dossier.objects.filter(pk__in=partis, cycle=cycle).update(cycle=None)
    dossier.refresh_from_db(fields=["cycle"])


def _prises_ailleurs(dossier: Dossier, cycle: Cycle) -> list[Inscription]:
    """Her rows in other dossiers; other people with her mailbox leave from their own page."""
    if not dossier.courriel:
        return []
    lignes = Inscription.objects.encore_la().du_courriel(dossier.courriel)
    lignes = lignes.filter(cle_du_nom=cle_du_nom(dossier.prenom, dossier.nom))
    lignes = lignes.filter(atelier__cycle=cycle).exclude(dossier=dossier)
    return list(
        lignes.select_related("dossier", "atelier__lieu__commune").prefetch_related("propositions")
    )
