"""Sequences on a sheet: a column for each slot with a choice."""

from ..models.sequences import ChoixDeSequence
from .colonnes import Colonne
from .selection import Selection


def colonnes_des_sequences(selection: Selection) -> list[Colonne]:
    return [Colonne(titre, _lecteur(rang), 30) for rang, titre in enumerate(titres(selection))]


def titres(selection: Selection) -> list[str]:
    """The title of a slot; on a list of several days, slots of one rank share a column."""
    creneaux = [selection.creneaux.get(atelier.pk, []) for atelier in selection.ateliers]
    if len(creneaux) == 1:
        return [creneau.titre for creneau in creneaux[0]]
    return [
        str(ChoixDeSequence._meta.get_field("sequence").verbose_name).capitalize()
        + (f" {rang + 1}" if rang else "")
        for rang in range(max(map(len, creneaux), default=0))
    ]


def _lecteur(rang: int):
    return lambda participant: participant.sequences.get(rang, "")
