"""One line of log: what happened, where, in which request; nothing that somebody typed.

Messages of exceptions are left out: they quote values (« invalid literal: 'Zénobie' », « Key
(courriel)=(…) already exists »). The type and the lines of our code are enough.
"""

import logging
import re
import traceback
from types import TracebackType

from .adresses import INCONNUE, route_de
from .demande import EN_COURS

_COURRIEL = re.compile(r"[^\s<>@\"'(),;:]+@[\w-]+(?:\.[\w-]+)+")
_CHEMIN = re.compile(r"/(?:inscriptions|compte|pointage|attestations|mon-espace)/[^\s\"']*")
_LONG = re.compile(r"(?<![\w/.-])(?=[\w-]*\d)[\w-]{24,}(?![\w/.-])")


def sans_personne(texte: str) -> str:
    """Hide addresses, links and tokens in lines written by other libraries."""
    texte = _COURRIEL.sub("<courriel>", texte)
    texte = _CHEMIN.sub(INCONNUE, texte)
    return _LONG.sub("<jeton>", texte)


def pile_sans_valeurs(erreur: BaseException) -> str:
    """A traceback without the messages of the exceptions."""
    maillons, vus = [], set()
    while erreur is not None and id(erreur) not in vus:
        vus.add(id(erreur))
        maillons.append(_maillon(type(erreur), erreur.__traceback__))
        erreur = erreur.__cause__ or (None if erreur.__suppress_context__ else erreur.__context__)
    return "\nqui vient de\n".join(maillons)


def _maillon(genre: type, pile: TracebackType | None) -> str:
    lignes = "".join(traceback.format_tb(pile)).rstrip()
    return f"{genre.__module__}.{genre.__qualname__}\n{lignes}".rstrip()


class LigneSansPersonne(logging.Formatter):
    """`date level logger [request] message`, then where the error came through."""

    def __init__(self):
        super().__init__("{asctime} {levelname} {name}{demande} {message}", style="{")

    def format(self, record):
        copie = logging.makeLogRecord(record.__dict__)
        demande = getattr(record, "request", None) or EN_COURS.get()
        numero = getattr(demande, "numero", "")
        copie.demande = f" demande={numero}" if numero else ""
        if getattr(record, "status_code", None) and demande is not None:
            copie.msg, copie.args = _reponse(record, demande), ()
        else:
            copie.msg, copie.args = sans_personne(record.getMessage()), ()
        copie.exc_text = copie.stack_info = None
        return super().format(copie)

    def formatException(self, ei):  # noqa: N802 - the name logging calls
        return pile_sans_valeurs(ei[1])


def _reponse(record, demande) -> str:
    """Write the route and the account; Django's message holds the whole path."""
    # Only if it has been read: the database may be what failed.
    compte = getattr(getattr(demande, "_cached_user", None), "pk", None)
    return f"{demande.method} {route_de(demande)} {record.status_code} compte={compte or '-'}"
