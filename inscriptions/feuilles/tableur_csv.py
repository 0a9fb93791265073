"""A participant list as CSV that French spreadsheets open with a double click."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime

from .colonnes import Colonne, Valeur
from .selection import Participant

BOM = "\ufeff"
DECLENCHEURS = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Echo:
    """A file that gives back each line instead of keeping it."""

    def write(self, ligne: str) -> str:
        return ligne


def lignes_csv(colonnes: list[Colonne], participants: Iterable[Participant]) -> Iterator[str]:
    """One line at a time: five thousand people take no more memory than one."""
    plume = csv.writer(_Echo(), delimiter=";")
    yield BOM + plume.writerow([desamorcer(colonne.titre) for colonne in colonnes])
    for participant in participants:
        yield plume.writerow([desamorcer(colonne.lire(participant)) for colonne in colonnes])


def desamorcer(valeur: Valeur) -> str:
    """Keep typed text as text: a spreadsheet would run « =… », « +… », « @… »."""
    if isinstance(valeur, datetime):
        return valeur.strftime("%d/%m/%Y %H:%M")
    texte = str(valeur)
    return f"'{texte}" if texte.lstrip(" ").startswith(DECLENCHEURS) else texte
