"""The people of a dossier: one of them may have several days, a row each."""

from collections.abc import Iterable

from reseau.recherche import normaliser

from .models import Inscription


def qui(quelqu_un) -> str:
    """Her address; without one her name, among those of one contact."""
    return quelqu_un.courriel.lower() or normaliser(f"{quelqu_un.prenom} {quelqu_un.nom}")


def par_personne(inscriptions: Iterable[Inscription]) -> dict[str, list[Inscription]]:
    """Her rows, by who she is, in the order given."""
    siennes = {}
    for inscription in inscriptions:
        siennes.setdefault(qui(inscription), []).append(inscription)
    return siennes
