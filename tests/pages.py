"""What a response says, read the same way by every test."""

import re

JETON = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
# These stand inside a word or a sentence; the others part what they hold from what follows.
DANS_LA_PHRASE = re.compile(r"</?(?:a|abbr|b|em|small|span|strong|time)\b[^>]*>")
BALISE = re.compile(r"<[^>]+>")


def contenu(reponse) -> str:
    """All of it, streamed or not, as it was written."""
    octets = b"".join(reponse) if reponse.streaming else reponse.content
    return octets.decode()


def source(reponse) -> str:
    """Its HTML on one line, with ordinary spaces and without what changes at each request."""
    return sur_une_ligne(JETON.sub("", _lue(reponse)))


def texte(reponse) -> str:
    """The words a reader sees, one space between two."""
    return _mots(_lue(reponse))


def texte_principal(reponse) -> str:
    """Those of <main>: neither the menu nor the foot of the page."""
    _avant, debut, suite = _lue(reponse).partition("<main")
    return _mots(debut + suite.partition("</main>")[0])


def sur_une_ligne(texte: str) -> str:
    """Every run of spaces, unbreakable ones included, is one space."""
    return " ".join(texte.split())


def _lue(reponse) -> str:
    """A redirection says nothing: a word looked for there would never be found, nor missed."""
    assert not 300 <= reponse.status_code < 400, f"leads to {reponse.headers['Location']}"
    return contenu(reponse)


def _mots(html: str) -> str:
    return sur_une_ligne(BALISE.sub(" ", DANS_LA_PHRASE.sub("", html)))
