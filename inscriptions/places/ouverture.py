"""Who may still register to a day; asked by the pages, and again under the lock."""

from django.contrib.auth.models import AnonymousUser

from ateliers.enums import Statut
from ateliers.models import Atelier
from reseau.models import Personne

from ..refus import AccesReserve, InscriptionsFermees


def verifier(
    atelier: Atelier, personne: Personne | AnonymousUser | None, *, par_l_equipe: bool = False
) -> None:
    """Raise the reason why `personne` (maybe anonymous, maybe None) cannot register.

    The team registers somebody until the day is over; the others by themselves, while it is open.
    """
    if par_l_equipe:
        if atelier.statut != Statut.PUBLIE or atelier.est_passe():
            raise InscriptionsFermees
        return
    if not atelier.inscriptions_ouvertes():
        raise InscriptionsFermees(atelier)
    if not atelier.est_accessible_a(personne or AnonymousUser()):
        raise AccesReserve(atelier)
