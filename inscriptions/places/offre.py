"""Sequences to choose from, with the places left: for the form, the pages, the back office."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ateliers.models import Atelier, Creneau, Sequence

from ..models.lectures import sequences_avec_prises


@dataclass(frozen=True)
class SequenceOfferte:
    """A sequence, and the number of confirmed people with a place in it."""

    sequence: Sequence
    prises: int

    @property
    def libres(self) -> int | None:
        """The places left; None when there is no limit."""
        limite = self.sequence.capacite
        return None if limite is None else max(0, limite - self.prises)

    @property
    def est_complete(self) -> bool:
        return self.libres == 0


@dataclass(frozen=True)
class CreneauAuChoix:
    """A slot with several sequences; a slot with one asks nothing."""

    creneau: Creneau
    sequences: list[SequenceOfferte]


def sequences_des_jours(ateliers: Iterable[Atelier]) -> dict[int, list[CreneauAuChoix]]:
    """The slots with a choice, by key of day."""
    jours = {atelier.pk: atelier for atelier in ateliers}
    creneaux: dict[int, CreneauAuChoix] = {}
    for sequence in sequences_avec_prises(jours):
        au_choix = creneaux.setdefault(sequence.creneau_id, CreneauAuChoix(sequence.creneau, []))
        sequence.creneau = au_choix.creneau
        au_choix.sequences.append(compter(sequence))
    par_jour: dict[int, list[CreneauAuChoix]] = defaultdict(list)
    for au_choix in creneaux.values():
        if len(au_choix.sequences) > 1:
            creneau = au_choix.creneau
            creneau.atelier = jours[creneau.atelier_id]
            par_jour[creneau.atelier_id].append(au_choix)
    return par_jour


def sequences_du_jour(atelier: Atelier) -> list[CreneauAuChoix]:
    return sequences_des_jours([atelier]).get(atelier.pk, [])


def compter(sequence: Sequence) -> SequenceOfferte:
    """`sequence` must come from `avec_prises`."""
    return SequenceOfferte(sequence, sequence.nb_prises)
