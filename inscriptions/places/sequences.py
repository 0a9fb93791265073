"""Choose, keep, free a place in a sequence.

Only `inscriptions.places` calls these, holding the lock of the workshop: two people cannot take
the last place at once. No queue here: who finds a sequence full chooses another.
"""

from collections.abc import Mapping

from django.utils import timezone

from ateliers.models import Creneau, Sequence

from ..models.inscriptions import Inscription
from ..models.sequences import ChoixDeSequence
from ..refus import ChoixClos, SequenceComplete
from .offre import sequences_du_jour


def choisir(
    inscription: Inscription, voulues: Mapping[int, int], *, par_l_equipe: bool = False
) -> None:
    """Bring the choices of the day to `voulues`: the key of a sequence for that of its slot.

    A slot that `voulues` does not name stays as it is. Who waits for a seat makes a wish, which
    nothing limits; who has one takes a place, or is refused it while she keeps what she had.
    """
    faits = {choix.creneau_id: choix for choix in inscription.choix_de_sequences.all()}
    for creneau in sequences_du_jour(inscription.atelier):
        if creneau.pk in voulues:
            voulue = _trouver(creneau, voulues[creneau.pk])
            _choisir_une(inscription, faits.get(creneau.pk), voulue, par_l_equipe)


def placer(inscription: Inscription) -> None:
    """She has just got a seat: her wishes become places.

    What is full meanwhile stays a wish, shown to her so that she chooses again: none is dropped
    silently.
    """
    offre = {s.pk: s for c in sequences_du_jour(inscription.atelier) for s in c.au_choix}
    for choix in inscription.choix_de_sequences.filter(obtenu=False):
        sequence = offre.get(choix.sequence_id)
        if sequence is None or not sequence.est_complete:
            choix.obtenu = True
            choix.save(update_fields=["obtenu"])


def liberer(inscription: Inscription) -> None:
    """She does not come any more, nor waits: somebody else may sit there."""
    inscription.choix_de_sequences.all().delete()


def _trouver(creneau: Creneau, cle: int) -> Sequence:
    """One of that slot, whatever was posted; deleted meanwhile, it is as good as full."""
    for sequence in creneau.au_choix:
        if sequence.pk == cle:
            return sequence
    raise SequenceComplete(creneau.pk)


def _choisir_une(
    inscription: Inscription,
    fait: ChoixDeSequence | None,
    voulue: Sequence,
    par_l_equipe: bool,
) -> None:
    if fait and (fait.sequence_id, fait.obtenu) == (voulue.pk, inscription.est_confirmee):
        return
    if inscription.atelier.debut <= timezone.now() and not par_l_equipe:
        raise ChoixClos
    if inscription.est_confirmee and voulue.est_complete:
        raise SequenceComplete(voulue.creneau_id)
    fait = fait or ChoixDeSequence(inscription=inscription, creneau=voulue.creneau)
    fait.sequence, fait.obtenu = voulue, inscription.est_confirmee
    fait.save()
