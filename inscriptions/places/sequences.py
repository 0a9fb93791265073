"""Choose, keep, free a place in a sequence.

Only `inscriptions.places` calls these, holding the lock of the workshop: two people cannot take
the last place at once. No queue here: who finds a sequence full chooses another.
"""

from collections.abc import Mapping

from django.utils import timezone

from ..models.inscriptions import Inscription
from ..models.sequences import ChoixDeSequence
from ..refus import ChoixClos, SequenceComplete
from .offre import CreneauAuChoix, SequenceOfferte, sequences_du_jour


def choix_de(inscription: Inscription) -> dict[int, ChoixDeSequence]:
    """Her choice in each slot, by its key."""
    return {choix.creneau_id: choix for choix in inscription.choix_de_sequences.all()}


def choisir(
    inscription: Inscription,
    voulues: Mapping[int, int],
    choix_faits: Mapping[int, ChoixDeSequence],
    *,
    par_l_equipe: bool = False,
) -> list[ChoixDeSequence]:
    """Bring the choices of the day, from `choix_faits`, to `voulues`: by the key of a slot, that of
    a sequence. Return those choices, in the order of the day.

    A slot that `voulues` does not name stays as it is. Who waits for a seat makes a wish, which
    nothing limits; who has one takes a place, or is refused it while she keeps what she had.
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
    """She has just got a seat: her wishes become places.

    What is full meanwhile stays a wish, shown to her so that she chooses again: none is dropped
    silently.
    """
    creneaux = sequences_du_jour(inscription.atelier)
    offre = {offerte.sequence.pk: offerte for c in creneaux for offerte in c.sequences}
    for choix in inscription.choix_de_sequences.filter(obtenu=False):
        offerte = offre.get(choix.sequence_id)
        if offerte is None or not offerte.est_complete:
            choix.obtenu = True
            choix.save(update_fields=["obtenu"])


def liberer(inscription: Inscription) -> None:
    """She does not come any more, nor waits: somebody else may sit there."""
    inscription.choix_de_sequences.all().delete()


def _trouver(au_choix: CreneauAuChoix, cle: int) -> SequenceOfferte:
    """One of that slot, whatever was posted; deleted meanwhile, it is as good as full."""
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
