"""One line in the log: what happened, where, to which request; nothing that somebody typed.

The words of an exception are left out: they quote values (« invalid literal: 'Zénobie' », « Key
(courriel)=(…) already exists »). Its type and the lines of our code it went through say enough.
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
    """A last guard for lines written by others: addresses, links and tokens are hidden."""
    texte = _COURRIEL.sub("<courriel>", texte)
    texte = _CHEMIN.sub(INCONNUE, texte)
    return _LONG.sub("<jeton>", texte)


def pile_sans_valeurs(erreur: BaseException) -> str:
    """A traceback without the words of the exceptions."""
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
    """Django's own message holds the whole path; ours the route, and whose account it was."""
    # Only if it was asked already: the database may be what broke.
    compte = getattr(getattr(demande, "_cached_user", None), "pk", None)
    return f"{demande.method} {route_de(demande)} {record.status_code} compte={compte or '-'}"
