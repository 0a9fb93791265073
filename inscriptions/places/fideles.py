"""Who took a cycle whole, person by person: a dossier may hold several, not all for every day."""

from collections.abc import Collection, Iterable

from django.utils import timezone

from ateliers.enums import Statut
from ateliers.models import Atelier

from ..models import Inscription
from ..models.personnes import par_personne, qui


def fideles(
    inscriptions: Iterable[Inscription], cycle: int, ajoutees: Collection[int] = ()
) -> list[Inscription]:
    """Among the standing rows of one dossier: one of each person who holds all its cycle days.

    Only days still to come count, as long as there are some; never those proposed since
    (`ajoutees`), which nobody has to take. Whoever left the cycle while others stay holds none.
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
    """Who has, or had, a registration for some days: nothing more to propose to her there.

    Who has an address is known in whatever dossier; a name alone, in its own only.
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
