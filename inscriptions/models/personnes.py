"""The people of a dossier: one person may have several days, a row each."""

from collections.abc import Iterable
from typing import Protocol

from .cle import cle_du_nom
from .inscriptions import Inscription


class Nommee(Protocol):
    """A row or a request with a name and an address."""

    @property
    def prenom(self) -> str: ...

    @property
    def nom(self) -> str: ...

    @property
    def courriel(self) -> str: ...


def qui(quelqu_un: Nommee, boite: str = "") -> str:
    """The key of a person, name and address: people share a mailbox, or a name.

    `boite` is the mailbox that reads for a person without an address.
    """
    adresse = (quelqu_un.courriel or boite).lower()
    return f"{cle_du_nom(quelqu_un.prenom, quelqu_un.nom)} {adresse}".rstrip()


def par_personne(inscriptions: Iterable[Inscription]) -> dict[str, list[Inscription]]:
    """Registrations grouped by person, in the order given."""
    groupes: dict[str, list[Inscription]] = {}
    for inscription in inscriptions:
        groupes.setdefault(qui(inscription), []).append(inscription)
    return groupes
