"""The lock of the seats: the rows of the workshops concerned, always in the order of their keys.

Two cycles asked in opposite orders cannot block each other so. On PostgreSQL the row lock is the
queue at the door; on SQLite the transaction itself is (BEGIN IMMEDIATE), and `select_for_update` is
silent. `inscriptions.places` takes it, and who writes what its verbs read or write.
"""

from collections.abc import Collection, Iterable

from django.utils import timezone

from ateliers.enums import Statut
from ateliers.models import Atelier

from ..models import Inscription, Proposition
from ..models.lectures import ateliers_verrouilles
from ..refus import DejaDecidee, PropositionClose


def verrouiller(cles: Iterable[int]) -> list[Atelier]:
    """Without it 200 people get more than the 30 seats (see test_concurrence)."""
    return ateliers_verrouilles(list(cles))


def reprendre(inscription: Inscription, autres_jours: Collection[int] = ()) -> Atelier:
    """Lock the workshop, then read the registration again: it may have changed meanwhile.

    `autres_jours`: the keys of other days that the verb writes to, locked by the same statement.
    """
    verrouilles = verrouiller({inscription.atelier_id, *autres_jours})
    atelier = next(atelier for atelier in verrouilles if atelier.pk == inscription.atelier_id)
    inscription.refresh_from_db(from_queryset=Inscription.objects.select_related("dossier"))
    inscription.atelier = atelier
    return atelier


def reprendre_ensemble(inscriptions: Collection[Inscription]) -> list[Inscription]:
    """The same rows, read again once all their workshops are locked: two statements for all.

    One that was erased meanwhile is left out.
    """
    verrouilles = verrouiller({inscription.atelier_id for inscription in inscriptions})
    ateliers = {atelier.pk: atelier for atelier in verrouilles}
    cles = [inscription.pk for inscription in inscriptions]
    relues = Inscription.objects.select_related("dossier").in_bulk(cles)
    for relue in relues.values():
        relue.atelier = ateliers[relue.atelier_id]
    return [relues[cle] for cle in cles if cle in relues]


def reprendre_la_proposition(proposition: Proposition) -> tuple[Atelier, Inscription]:
    """An offer that still holds a seat of a day still to begin."""
    inscription = proposition.inscription
    atelier = reprendre(inscription)
    proposition.refresh_from_db(fields=["etat", "expire_le"])
    ouverte = atelier.statut == Statut.PUBLIE and atelier.debut > timezone.now()
    if not (ouverte and proposition.est_valable()):
        raise PropositionClose
    return atelier, inscription


def reprendre_la_demande(inscription: Inscription) -> Atelier:
    """A request that nobody has answered, for a day that is not over."""
    atelier = reprendre(inscription)
    ouverte = atelier.statut == Statut.PUBLIE and not atelier.est_passe()
    if not (ouverte and inscription.est_a_approuver):
        raise DejaDecidee
    return atelier
