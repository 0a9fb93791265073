"""Leave a meal, give a meal: each under the lock of the workshop, like every change of seats."""

from django.db import transaction

from ateliers.models import Atelier
from reseau.models import Personne

from ..courriels import places as courriels
from ..models import Couvert, Inscription
from ..refus import JourneePassee
from . import couverts, verrou
from .file import servir


@transaction.atomic
def laisser(couvert: Couvert) -> None:
    """Leave a meal, or its queue, until the day is over; the next in line gets it.

    After the cut-off it stays ordered, and the team gives it to another person. Race: the same
    click twice, and a registration cancelled in another tab.
    """
    couvert, atelier = _reprendre(couvert)
    if couvert.est_actif and couvert.inscription.est_active:
        couverts.laisser(couvert)
        servir(atelier)


@transaction.atomic
def donner(rendu: Couvert, a: Inscription, par: Personne | None = None) -> Couvert:
    """Give a meal « à redistribuer » to a person who comes, and write to her.

    Race: two people of the team give the same meal, or the person leaves meanwhile: the second is
    refused.
    """
    rendu, atelier = _reprendre(rendu)
    a.refresh_from_db(from_queryset=atelier.inscriptions.select_related("dossier"))
    a.atelier = atelier
    recu = couverts.donner(rendu, a, par)
    courriels.repas_donne(recu)
    return recu


def _reprendre(couvert: Couvert) -> tuple[Couvert, Atelier]:
    """Lock the workshop, then read the meal again: it may have changed meanwhile."""
    (atelier,) = verrou.verrouiller([couvert.repas.atelier_id])
    if atelier.est_passe():
        raise JourneePassee
    couvert = Couvert.objects.select_related("repas", "inscription__dossier").get(pk=couvert.pk)
    couvert.repas.atelier = couvert.inscription.atelier = atelier
    return couvert, atelier
