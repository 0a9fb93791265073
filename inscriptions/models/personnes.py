"""The people of a dossier: one of them may have several days, a row each."""

from collections.abc import Iterable
from typing import Protocol

from .cle import cle_du_nom
from .inscriptions import Inscription


class Nommee(Protocol):
    """A row, or a request, that says who somebody is."""

    @property
    def prenom(self) -> str: ...

    @property
    def nom(self) -> str: ...

    @property
    def courriel(self) -> str: ...


def qui(quelqu_un: Nommee, boite: str = "") -> str:
    """Her address and her name: a mailbox may be shared, and a name borne by two people.

    `boite` is the mailbox that reads for her when she has no address of her own.
    """
    adresse = (quelqu_un.courriel or boite).lower()
    return f"{cle_du_nom(quelqu_un.prenom, quelqu_un.nom)} {adresse}".rstrip()


def par_personne(inscriptions: Iterable[Inscription]) -> dict[str, list[Inscription]]:
    """Her rows, by who she is, in the order given."""
    groupes: dict[str, list[Inscription]] = {}
    for inscription in inscriptions:
        groupes.setdefault(qui(inscription), []).append(inscription)
    return groupes
