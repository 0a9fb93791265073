"""The days added to a cycle and still proposed on a private page."""

from dataclasses import dataclass

from ateliers.models import Atelier
from inscriptions.models import Inscription
from inscriptions.models.personnes import qui
from inscriptions.places.fideles import DejaSu, fideles

from ..acces import LienPrive


@dataclass(frozen=True)
class JourneeAPrendre:
    """A proposed day, and the people to whom it is proposed."""

    atelier: Atelier
    personnes: list[Inscription]


def proposees(acces: LienPrive) -> list[JourneeAPrendre]:
    """Open days of the cycle that people follow and never took.

    The contact answers for all her people; the holder of a single registration, for herself.
    """
    dossier = acces.dossier
    if dossier.cycle_id is None:
        return []
    lignes = list(
        dossier.journees_proposees.filter(atelier__cycle=dossier.cycle_id)
        .select_related("atelier__lieu__commune")
        .order_by("atelier__debut", "pk")
    )
    ouvertes = [ligne.atelier for ligne in lignes if ligne.atelier.inscriptions_ouvertes()]
    if not ouvertes:
        return []
    inscriptions = dossier.inscriptions.encore_la().select_related("atelier", "commune")
    suivent = fideles(inscriptions, dossier.cycle_id, {ligne.atelier_id for ligne in lignes})
    if not acces.est_celui_du_contact:
        suivent = [fidele for fidele in suivent if qui(fidele) == qui(acces.titulaire)]
    deja = DejaSu(suivent, ouvertes)
    a_prendre = [
        JourneeAPrendre(jour, [fidele for fidele in suivent if (jour.pk, fidele) not in deja])
        for jour in ouvertes
    ]
    return [journee for journee in a_prendre if journee.personnes]


def a_ete_proposee(acces: LienPrive, atelier: int) -> bool:
    """True for any day with the link of the contact; else for a day that was proposed."""
    if acces.est_celui_du_contact:
        return True
    return acces.dossier.journees_proposees.filter(atelier=atelier).exists()
