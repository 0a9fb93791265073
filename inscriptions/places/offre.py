"""What there is to choose from, with the places left: for the form, the pages, the back office."""

from collections import defaultdict
from collections.abc import Iterable

from ateliers.models import Atelier, Creneau, Sequence

from ..models.lectures import sequences_avec_prises


def sequences_des_jours(ateliers: Iterable[Atelier]) -> dict[int, list[Creneau]]:
    """The slots of each day where one has to choose, by the key of the day.

    Each has `au_choix`, its sequences, with `nb_prises`, `nb_libres` (None: no limit) and
    `est_complete`. A slot with a single sequence asks nothing.
    """
    jours = {atelier.pk: atelier for atelier in ateliers}
    creneaux: dict[int, Creneau] = {}
    for sequence in sequences_avec_prises(jours):
        creneau = creneaux.setdefault(sequence.creneau_id, sequence.creneau)
        sequence.creneau = creneau
        creneau.au_choix = [*getattr(creneau, "au_choix", ()), compter(sequence)]
    par_jour: dict[int, list[Creneau]] = defaultdict(list)
    for creneau in creneaux.values():
        if len(creneau.au_choix) > 1:
            creneau.atelier = jours[creneau.atelier_id]
            par_jour[creneau.atelier_id].append(creneau)
    return par_jour


def sequences_du_jour(atelier: Atelier) -> list[Creneau]:
    return sequences_des_jours([atelier]).get(atelier.pk, [])


def compter(sequence: Sequence) -> Sequence:
    """`sequence` comes from `avec_prises`."""
    limite = sequence.capacite
    sequence.nb_libres = None if limite is None else max(0, limite - sequence.nb_prises)
    sequence.est_complete = sequence.nb_libres == 0
    return sequence
