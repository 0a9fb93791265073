"""« Je viens »: the answer to the letter sent seven days before."""

from django.db import transaction
from django.utils import timezone

from ateliers.enums import Statut

from ..models import Inscription
from . import verrou


def peut_reconfirmer(inscription: Inscription) -> bool:
    """A confirmed seat whose right is not lost, on a published day that is not over."""
    atelier = inscription.atelier
    tenue = atelier.statut == Statut.PUBLIE and not atelier.est_passe()
    return inscription.est_confirmee and tenue and not inscription.acces_perdu


@transaction.atomic
def reconfirmer(inscription: Inscription) -> bool:
    """Record that she comes; False when it is too late. A second answer keeps the first date.

    Race: a withdrawal or a cancelled day meanwhile is seen under the lock of the workshop, which
    `places` takes too.
    """
    verrou.reprendre(inscription)
    if not peut_reconfirmer(inscription):
        return False
    if inscription.reconfirmee_le is None:
        inscription.reconfirmee_le = timezone.now()
        inscription.save(update_fields=["reconfirmee_le"])
    return True
