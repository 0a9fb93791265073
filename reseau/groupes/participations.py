"""Join a working group, change the pledge, leave: the only ways in and out on the site."""

from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from .models import GroupeDeTravail, Participation
from .permissions import est_du_reseau


class ReserveAuxMembres(Exception):
    """Only members of the network take part in its groups."""


class DejaDansLeGroupe(Exception):
    pass


class PasDansLeGroupe(Exception):
    pass


def rejoindre(groupe: GroupeDeTravail, personne, heures: Decimal) -> Participation:
    """Open a participation; one that ended earlier stays in the history.

    Race: a person clicks twice. Both requests may find no participation; the unique constraint
    refuses the second.
    """
    if not est_du_reseau(personne):
        raise ReserveAuxMembres
    participations = Participation.objects.en_cours().filter(groupe=groupe, personne=personne)
    try:
        with transaction.atomic():
            return Participation.objects.create(
                groupe=groupe, personne=personne, heures_par_mois=heures
            )
    except IntegrityError as erreur:
        if participations.exists():
            raise DejaDansLeGroupe from erreur
        raise


@transaction.atomic
def promettre(groupe: GroupeDeTravail, personne, heures: Decimal) -> Participation:
    participation = _en_cours_verrouillee(groupe, personne)
    participation.heures_par_mois = heures
    participation.save(update_fields=["heures_par_mois"])
    return participation


@transaction.atomic
def quitter(groupe: GroupeDeTravail, personne) -> Participation:
    """Close the participation and keep the row. Race: on two clicks the second finds none open."""
    participation = _en_cours_verrouillee(groupe, personne)
    participation.quittee_le = timezone.localdate()
    participation.save(update_fields=["quittee_le"])
    return participation


def _en_cours_verrouillee(groupe, personne):
    participation = (
        Participation.objects.en_cours()
        .select_for_update()
        .filter(groupe=groupe, personne=personne)
        .order_by()
        .first()
    )
    if participation is None:
        raise PasDansLeGroupe
    return participation
