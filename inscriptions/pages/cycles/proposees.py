"""The days added to a cycle that a private page still proposes."""

from inscriptions.models import JourneeProposee
from inscriptions.models.personnes import qui
from inscriptions.places.fideles import DejaSu, fideles

from ..acces import LienPrive


def proposees(acces: LienPrive) -> list[JourneeProposee]:
    """What a private page still proposes, each with the `personnes` it is for.

    Open, of the cycle they follow, never taken. The contact answers for all; whoever holds her own
    link, for herself.
    """
    dossier = acces.dossier
    if dossier.cycle_id is None:
        return []
    toutes = list(
        dossier.journees_proposees.filter(atelier__cycle=dossier.cycle_id)
        .select_related("atelier__lieu__commune")
        .order_by("atelier__debut", "pk")
    )
    lignes = [ligne for ligne in toutes if ligne.atelier.inscriptions_ouvertes()]
    if not lignes:
        return []
    siennes = dossier.inscriptions.encore_la().select_related("atelier", "commune")
    suivent = fideles(siennes, dossier.cycle_id, {ligne.atelier_id for ligne in toutes})
    if not acces.est_celui_du_contact:
        suivent = [i for i in suivent if qui(i) == qui(acces.titulaire)]
    deja = DejaSu(suivent, [ligne.atelier for ligne in lignes])
    for ligne in lignes:
        ligne.personnes = [i for i in suivent if (ligne.atelier_id, i) not in deja]
    return [ligne for ligne in lignes if ligne.personnes]


def a_ete_proposee(acces: LienPrive, atelier: int) -> bool:
    """A contact may ask about any day; whoever holds her own link, about what was proposed."""
    if acces.est_celui_du_contact:
        return True
    return acces.dossier.journees_proposees.filter(atelier=atelier).exists()
