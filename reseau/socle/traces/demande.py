"""The number of each request: the visitor reads it on an error page, the logs hold it too."""

import secrets
from contextvars import ContextVar

ENTETE = "X-Request-ID"
# Read aloud over the telephone: no 0 and O, 1 and I, and no vowel that would spell a word.
ALPHABET = "23456789BCDFGHJKMNPQRTVWXZ"

# The request being answered, for what is written down far from it; None in the worker.
EN_COURS: ContextVar = ContextVar("demande_en_cours", default=None)


def nouveau_numero() -> str:
    """Eight signs: 200 billion numbers, enough to tell the requests of a year apart."""
    signes = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{signes[:4]}-{signes[4:]}"


def numero_en_cours() -> str:
    return getattr(EN_COURS.get(), "numero", "")


class NumeroDeDemandeMiddleware:
    """First of all: even what another middleware refuses has its number.

    Always ours: a number that came with the request would let a visitor write in our logs, or pass
    for another. A proxy that wants it reads it in the answer.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.numero = nouveau_numero()
        jeton = EN_COURS.set(request)
        try:
            reponse = self.get_response(request)
        finally:
            EN_COURS.reset(jeton)
        reponse[ENTETE] = request.numero
        return reponse
