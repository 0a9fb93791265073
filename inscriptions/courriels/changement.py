"""Telling everybody on the list that the organiser moved or called off their day.

In the transaction of the change, so that no letter tells what did not happen. Each carries the
day's UID and SEQUENCE in its key: saved twice, a change is told once.
"""

from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone, translation

from ateliers.enums import Statut
from ateliers.models import Atelier

from ..models import Inscription
from ..models.inscriptions_queryset import InscriptionQuerySet
from . import avis as courriels
from .ecarts import ecarts


def a_prevenir(atelier: Atelier) -> InscriptionQuerySet:
    """Everybody who counts on the day, seated, waiting or asking, and whom a mail can reach."""
    return atelier.inscriptions.encore_la().joignables()


def a_prevenir_du_changement(atelier: Atelier) -> InscriptionQuerySet:
    """Not those who lost the right to a reserved day: where it moves is no longer theirs to know.

    That it is called off is told to all: some may have kept the date.
    """
    return a_prevenir(atelier).ayant_acces()


def sans_adresse(atelier: Atelier) -> InscriptionQuerySet:
    """The others: somebody has to call them."""
    return atelier.inscriptions.encore_la().injoignables()


def se_raconte(avant: Atelier, a: datetime | None = None) -> bool:
    """Nobody is told of a draft, of a cancelled day, or of one that is over."""
    return avant.statut == Statut.PUBLIE and not avant.est_passe(a)


def du_changement(avant: Atelier, apres: Atelier) -> int:
    """Tell « avant → après »; how many letters. `avant` is the row as it stood under the lock."""
    with translation.override(settings.LANGUAGE_CODE):
        changes = ecarts(avant, apres) if se_raconte(avant) else []
        if not changes:
            return 0
        if jour_de(avant) != jour_de(apres):
            # « Je viens » was said of another day.
            apres.inscriptions.update(reconfirmee_le=None)
        inscriptions = _lire(apres, a_prevenir_du_changement)
        for inscription in inscriptions:
            courriels.changement(inscription, changes)
    return len(inscriptions)


def de_l_annulation(atelier: Atelier) -> int:
    """Tell why, and which days of the cycle are still to come; how many letters."""
    inscriptions = _lire(atelier, a_prevenir)
    restantes = _autres_journees(atelier)
    for inscription in inscriptions:
        courriels.annulation(inscription, restantes)
    return len(inscriptions)


def jour_de(atelier: Atelier) -> date:
    return timezone.localdate(atelier.debut)


def _autres_journees(atelier: Atelier) -> list[Atelier]:
    cycle = atelier.cycle_publie
    if cycle is None:
        return []
    return list(cycle.ateliers.publies().a_venir().exclude(pk=atelier.pk))


def _lire(atelier: Atelier, qui: Callable[[Atelier], InscriptionQuerySet]) -> list[Inscription]:
    """With the day as it now is in the database, in the words of every calendar."""
    relu = Atelier.objects.pour_le_calendrier().get(pk=atelier.pk)
    inscriptions = list(qui(relu).select_related("dossier__inscrit_par"))
    for inscription in inscriptions:
        inscription.atelier = relu
    return inscriptions
