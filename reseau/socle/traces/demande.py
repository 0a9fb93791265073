"""The number of each request: on error pages for visitors, and in the logs."""

import secrets
from contextvars import ContextVar

ENTETE = "X-Request-ID"
# Read aloud on the telephone: no 0 and O, no 1 and I, no vowels that would make words.
ALPHABET = "23456789BCDFGHJKMNPQRTVWXZ"

# The current request, for logs written far from it; None in the worker.
EN_COURS: ContextVar = ContextVar("demande_en_cours", default=None)


def nouveau_numero() -> str:
    """Eight characters: 200 billion numbers, enough for the requests of a year."""
    signes = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{signes[:4]}-{signes[4:]}"


def numero_en_cours() -> str:
    return getattr(EN_COURS.get(), "numero", "")


class NumeroDeDemandeMiddleware:
    """The first middleware: a request refused by another one has a number too.

    A number sent with the request is ignored: a visitor could write in our logs or imitate another.
    A proxy reads ours in the answer.
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
