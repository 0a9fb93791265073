from collections.abc import Iterable, Iterator

from ateliers.models import Atelier
from reseau.socle.recherche import normaliser

from ..models.personnes import qui
from .selection import Participant

Personne = tuple[str, str, str]


class Presences:
    """Confirmed people of a cycle, once each, with the days they come.

    Filled while the list is written, so that rows are read once.
    """

    def __init__(self, ateliers: list[Atelier]):
        self.rangs = {atelier.pk: rang for rang, atelier in enumerate(ateliers)}
        self.personnes: dict[str, tuple[Personne, set[int]]] = {}

    def noter_au_passage(self, participants: Iterable[Participant]) -> Iterator[Participant]:
        for participant in participants:
            self._noter(participant)
            yield participant

    def _noter(self, participant: Participant) -> None:
        _personne, jours = self.personnes.setdefault(
            qui(participant), ((participant.nom, participant.prenom, participant.structure), set())
        )
        jours.add(self.rangs[participant.atelier.pk])

    def lignes(self) -> Iterator[list[str | int]]:
        """1 for a day when the person comes, blank otherwise, so that a column can be summed."""
        tries = sorted(self.personnes.values(), key=lambda p: normaliser(f"{p[0][0]} {p[0][1]}"))
        for personne, jours in tries:
            yield [*personne, *(1 if rang in jours else "" for rang in self.rangs.values())]

    def totaux(self) -> list[int]:
        return [
            sum(rang in jours for _personne, jours in self.personnes.values())
            for rang in self.rangs.values()
        ]
