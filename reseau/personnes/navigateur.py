"""A browser that already opened an account is not a stranger to it.

Strangers may type wrong passwords for an account until the brake holds everybody back: everybody
but who comes from such a browser, whose tries are counted apart (OWASP calls it a device cookie).
It opens nothing by itself: it only takes its bearer out of the strangers' queue.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac

COOKIE = "navigateur"
DUREE = timedelta(days=180)
# A family or a public desk shares one browser; the account opened longest ago gives way.
COMPTES_MAX = 5


def reconnu(request: HttpRequest, courriel: str) -> str:
    """The browser's own number if it once opened the account of that address, else nothing."""
    numero, comptes = _lire(request)
    return numero if _marque(courriel) in comptes else ""


def retenir(request: HttpRequest, reponse: HttpResponse, *courriels: str) -> None:
    """Addresses are kept as marks nobody can read back, the latest first."""
    numero, comptes = _lire(request)
    nouvelles = [_marque(courriel) for courriel in courriels if courriel]
    comptes = list(dict.fromkeys([*nouvelles, *comptes]))[:COMPTES_MAX]
    reponse.set_cookie(
        COOKIE,
        signing.dumps([numero or get_random_string(16), comptes], salt=COOKIE),
        max_age=DUREE,
        path="/compte/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _lire(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        numero, comptes = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=DUREE)
    except signing.BadSignature:
        return "", []
    return numero, comptes


def _marque(courriel: str) -> str:
    return salted_hmac(COOKIE, courriel.lower(), algorithm="sha256").hexdigest()[:24]
