"""Choose, keep or free a place in a sequence.

Race: two people for the last place. Only `inscriptions.places` calls these, and it holds the lock
of the workshop. There is no queue: a person who finds a sequence full chooses another.
"""

from collections.abc import Mapping

from django.utils import timezone

from ..models.inscriptions import Inscription
from ..models.sequences import ChoixDeSequence
from ..refus import ChoixClos, SequenceComplete
from .offre import CreneauAuChoix, SequenceOfferte, sequences_du_jour


def choix_de(inscription: Inscription) -> dict[int, ChoixDeSequence]:
    """Her choices by key of slot."""
    return {choix.creneau_id: choix for choix in inscription.choix_de_sequences.all()}


def choisir(
    inscription: Inscription,
    voulues: Mapping[int, int],
    choix_faits: Mapping[int, ChoixDeSequence],
    *,
    par_l_equipe: bool = False,
) -> list[ChoixDeSequence]:
    """Change choices of the day, from `choix_faits` to `voulues` (sequence key by slot key).

    Return these choices in the order of the day. A slot missing from `voulues` is not changed. A
    waiting person makes a wish, without limit; a confirmed person takes a place, or is refused it
    and keeps her former choice.
    """
    choisies = []
    for au_choix in sequences_du_jour(inscription.atelier):
        creneau = au_choix.creneau
        if creneau.pk in voulues:
            voulue = _trouver(au_choix, voulues[creneau.pk])
            choix_fait = choix_faits.get(creneau.pk) or ChoixDeSequence(inscription=inscription)
            choix_fait.creneau = creneau
            _choisir_une(choix_fait, voulue, par_l_equipe)
            choisies.append(choix_fait)
    return sorted(choisies, key=lambda choix: (choix.creneau.debut, choix.creneau_id))


def placer(inscription: Inscription) -> None:
    """Turn wishes into places for a person who has just got a seat.

    A wish for a sequence that is full by now stays a wish, shown to her so that she chooses again:
    no wish is dropped silently.
    """
    creneaux = sequences_du_jour(inscription.atelier)
    offre = {offerte.sequence.pk: offerte for c in creneaux for offerte in c.sequences}
    for choix in inscription.choix_de_sequences.filter(obtenu=False):
        offerte = offre.get(choix.sequence_id)
        if offerte is None or not offerte.est_complete:
            choix.obtenu = True
            choix.save(update_fields=["obtenu"])


def liberer(inscription: Inscription) -> None:
    """Free the places of a person who neither comes nor waits."""
    inscription.choix_de_sequences.all().delete()


def _trouver(au_choix: CreneauAuChoix, cle: int) -> SequenceOfferte:
    """Find a sequence of that slot; a sequence deleted meanwhile is treated as full."""
    for offerte in au_choix.sequences:
        if offerte.sequence.pk == cle:
            return offerte
    raise SequenceComplete(au_choix.creneau.pk)


def _choisir_une(choix_fait: ChoixDeSequence, voulue: SequenceOfferte, par_l_equipe: bool) -> None:
    inscription, sequence = choix_fait.inscription, voulue.sequence
    if choix_fait.pk and (choix_fait.sequence_id, choix_fait.obtenu) == (
        sequence.pk,
        inscription.est_confirmee,
    ):
        return
    if inscription.atelier.debut <= timezone.now() and not par_l_equipe:
        raise ChoixClos
    if inscription.est_confirmee and voulue.est_complete:
        raise SequenceComplete(sequence.creneau_id)
    choix_fait.sequence, choix_fait.obtenu = sequence, inscription.est_confirmee
    choix_fait.save()
