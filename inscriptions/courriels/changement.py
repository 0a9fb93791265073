"""Write to everybody on the list that the organiser moved or cancelled their day.

It runs in the transaction of the change, so that a rolled-back change sends no letter. The key of a
letter holds the UID and SEQUENCE of the day: a change saved twice is sent once.
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
    """Registrations that hold a seat, wait or ask, and that have an address to write to."""
    return atelier.inscriptions.encore_la().joignables()


def a_prevenir_du_changement(atelier: Atelier) -> InscriptionQuerySet:
    """`a_prevenir` without people who lost the right to a reserved day: they must not learn where.

    A cancellation is sent to them too, since some may have kept the date.
    """
    return a_prevenir(atelier).ayant_acces()


def sans_adresse(atelier: Atelier) -> InscriptionQuerySet:
    """Registrations without an address: the team has to call them."""
    return atelier.inscriptions.encore_la().injoignables()


def se_raconte(avant: Atelier, a: datetime | None = None) -> bool:
    """Nobody is told of a draft, of a cancelled day, or of a day that is over."""
    return avant.statut == Statut.PUBLIE and not avant.est_passe(a)


def du_changement(avant: Atelier, apres: Atelier) -> int:
    """Write « avant → après »; return the number of letters. `avant` was read under the lock."""
    with translation.override(settings.LANGUAGE_CODE):
        changes = ecarts(avant, apres) if se_raconte(avant) else []
        if not changes:
            return 0
        if jour_de(avant) != jour_de(apres):
            # « Je viens » was the answer for the former date.
            apres.inscriptions.update(reconfirmee_le=None)
        inscriptions = _lire(apres, a_prevenir_du_changement)
        for inscription in inscriptions:
            courriels.changement(inscription, changes)
    return len(inscriptions)


def de_l_annulation(atelier: Atelier) -> int:
    """Write the reason and the days of the cycle still to come; return the number of letters."""
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
    """Read registrations, with the day as it is now in the database and in calendars."""
    relu = Atelier.objects.pour_le_calendrier().get(pk=atelier.pk)
    inscriptions = list(qui(relu).select_related("dossier__inscrit_par"))
    for inscription in inscriptions:
        inscription.atelier = relu
    return inscriptions
