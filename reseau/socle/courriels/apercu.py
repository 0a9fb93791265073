"""Show any mail safely: its HTML in a sandbox, its files as downloads."""

import re
from collections.abc import Callable

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from .models import Courriel, PieceJointe

# No script, form or outside image; a link opens in another tab, outside the sandbox.
POLITIQUE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)

# In a link, the token of a private page follows one of these.
JETON = re.compile(r"(/inscriptions/)(?!merci/|retrouver/)[\w-]+")


def sans_jeton(texte: str) -> str:
    """The text of a letter without the tokens that open private pages, for the team."""
    return JETON.sub(r"\1…", texte)


def page_html(courriel: Courriel, montrer: Callable[[str], str] = str) -> HttpResponse:
    """`montrer` transforms the source before it is shown."""
    tete, balise, suite = montrer(courriel.html).partition("<head>")
    base = '<base target="_blank">'
    reponse = HttpResponse(f"{tete}{balise}{base}{suite}" if balise else f"{base}{tete}")
    reponse["Content-Security-Policy"] = POLITIQUE
    return reponse


def telechargement(piece: PieceJointe) -> HttpResponse:
    reponse = HttpResponse(bytes(piece.contenu), content_type=piece.type_mime)
    reponse["Content-Disposition"] = content_disposition_header(True, piece.nom)
    reponse["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return reponse
