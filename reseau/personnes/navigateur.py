"""Recognise a browser that already opened an account.

Strangers may type wrong passwords until the limit blocks everybody. A recognised browser is counted
apart (OWASP calls it a device cookie), so the owner can still log in. The cookie opens nothing by
itself.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac

COOKIE = "navigateur"
DUREE = timedelta(days=180)
# A family or a public desk shares one browser; the account opened longest ago is forgotten.
COMPTES_MAX = 5


def reconnu(request: HttpRequest, courriel: str) -> str:
    """The number of this browser if it once opened the account of this address, else ""."""
    numero, comptes = _lire(request)
    return numero if _marque(courriel) in comptes else ""


def retenir(request: HttpRequest, reponse: HttpResponse, *courriels: str) -> None:
    """Remember these addresses in the cookie, latest first, as hashes nobody can read back."""
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
