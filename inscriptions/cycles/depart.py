"""Which cycle somebody may leave, and which of her days she would leave with it."""

from django.utils import timezone

from ateliers.enums import Statut
from ateliers.models import Cycle

from ..models import Dossier, Inscription


def a_quitter(dossier: Dossier, inscriptions: list[Inscription]) -> tuple[Cycle | None, list]:
    """The cycle she may leave and its days still to come; one day alone is simply cancelled."""
    cycle = dossier.cycle or next((i.atelier.cycle for i in inscriptions if i.atelier.cycle), None)
    maintenant = timezone.now()
    a_venir = [
        i
        for i in inscriptions
        if cycle
        and i.est_encore_la
        and i.atelier.cycle_id == cycle.pk
        and i.atelier.statut == Statut.PUBLIE
        and i.atelier.debut > maintenant
    ]
    if dossier.cycle or len({i.atelier_id for i in a_venir}) > 1:
        return cycle, a_venir
    return None, []
