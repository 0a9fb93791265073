"""The lock of seats: the rows of the workshops, always in the order of their keys.

Two cycles asked for in opposite orders thus cannot deadlock. On PostgreSQL, requests queue on the
row lock; on SQLite, on the transaction itself (BEGIN IMMEDIATE), and `select_for_update` does
nothing. `inscriptions.places` takes it, and so does any code that writes what its verbs read or
write.
"""

from collections.abc import Collection, Iterable

from django.utils import timezone

from ateliers.enums import Statut
from ateliers.models import Atelier

from ..models import Inscription, Proposition
from ..models.lectures import ateliers_verrouilles
from ..refus import DejaDecidee, PropositionClose


def verrouiller(cles: Iterable[int]) -> list[Atelier]:
    """Lock the workshops. Without it 200 people get more than 30 seats (see test_concurrence)."""
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
    """Lock all their workshops, then read the rows again: two statements for all.

    A row erased meanwhile is left out.
    """
    verrouilles = verrouiller({inscription.atelier_id for inscription in inscriptions})
    ateliers = {atelier.pk: atelier for atelier in verrouilles}
    cles = [inscription.pk for inscription in inscriptions]
    relues = Inscription.objects.select_related("dossier").in_bulk(cles)
    for relue in relues.values():
        relue.atelier = ateliers[relue.atelier_id]
    return [relues[cle] for cle in cles if cle in relues]


def reprendre_la_proposition(proposition: Proposition) -> tuple[Atelier, Inscription]:
    """Lock and read again; raise unless the offer still holds a seat of a day not begun."""
    inscription = proposition.inscription
    atelier = reprendre(inscription)
    proposition.refresh_from_db(fields=["etat", "expire_le"])
    ouverte = atelier.statut == Statut.PUBLIE and atelier.debut > timezone.now()
    if not (ouverte and proposition.est_valable()):
        raise PropositionClose
    return atelier, inscription


def reprendre_la_demande(inscription: Inscription) -> Atelier:
    """Lock and read again; raise unless the request is unanswered and its day not over."""
    atelier = reprendre(inscription)
    ouverte = atelier.statut == Statut.PUBLIE and not atelier.est_passe()
    if not (ouverte and inscription.est_a_approuver):
        raise DejaDecidee
    return atelier
