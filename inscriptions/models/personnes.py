"""The people of a dossier: one of them may have several days, a row each."""

from collections.abc import Iterable

from .cle import cle_du_nom
from .inscriptions import Inscription


def qui(quelqu_un, boite: str = "") -> str:
    """Her address and her name: a mailbox may be shared, and a name borne by two people.

    `boite` is the mailbox that reads for her when she has no address of her own.
    """
    adresse = (quelqu_un.courriel or boite).lower()
    return f"{cle_du_nom(quelqu_un.prenom, quelqu_un.nom)} {adresse}".rstrip()


def par_personne(inscriptions: Iterable[Inscription]) -> dict[str, list[Inscription]]:
    """Her rows, by who she is, in the order given."""
    siennes = {}
    for inscription in inscriptions:
        siennes.setdefault(qui(inscription), []).append(inscription)
    return siennes
