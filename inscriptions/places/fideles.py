"""People who took a whole cycle; a dossier may hold several people, with different days."""

from collections.abc import Collection, Iterable

from django.utils import timezone

from ateliers.enums import Statut
from ateliers.models import Atelier

from ..models import Inscription
from ..models.personnes import par_personne, qui


def fideles(
    inscriptions: Iterable[Inscription], cycle: int, ajoutees: Collection[int] = ()
) -> list[Inscription]:
    """Among the active rows of a dossier: one row for each person who holds all its cycle days.

    Only days to come count, as long as there are some; days proposed since (`ajoutees`) do not,
    since nobody has to take them. A person who left the cycle while others stay is not returned.
    """
    actives = [tenue for tenue in inscriptions if tenue.atelier.cycle_id == cycle]
    des_le_debut = [tenue for tenue in actives if tenue.atelier_id not in ajoutees] or actives
    maintenant = timezone.now()
    a_venir = {
        inscription.atelier_id
        for inscription in des_le_debut
        if inscription.atelier.debut > maintenant and inscription.atelier.statut == Statut.PUBLIE
    }
    attendus = a_venir or {inscription.atelier_id for inscription in des_le_debut}
    return [
        max(lignes, key=lambda inscription: inscription.demandee_le)
        for lignes in par_personne(actives).values()
        if attendus <= {inscription.atelier_id for inscription in lignes}
    ]


class DejaSu:
    """People with a row, active or left, on some days: these days are not proposed to them.

    A person with an address is found in every dossier, a person without one by name in her own
    dossier only.
    """

    def __init__(self, personnes: Iterable[Inscription], jours: Iterable[Atelier]):
        personnes = list(personnes)
        adresses = {personne.courriel.lower() for personne in personnes if personne.courriel}
        lignes = Inscription.objects.filter(atelier__in=list(jours))
        connues = lignes.des_courriels(adresses) if adresses else lignes.none()
        self.adresses = {(connue.atelier_id, qui(connue)) for connue in connues}
        sans = {personne.dossier_id for personne in personnes if not personne.courriel}
        voisines = lignes.filter(dossier__in=sans, courriel="") if sans else lignes.none()
        self.noms = {(voisine.atelier_id, voisine.dossier_id, qui(voisine)) for voisine in voisines}

    def __contains__(self, ligne: tuple[int, Inscription]) -> bool:
        jour, personne = ligne
        if personne.courriel:
            return (jour, qui(personne)) in self.adresses
        return (jour, personne.dossier_id, qui(personne)) in self.noms
