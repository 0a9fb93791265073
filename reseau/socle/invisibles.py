"""What nobody sees in a text: it comes with what is pasted, and makes two addresses out of one.

Each depth has its field in `formulaires` and in `champs`. Prose has none: its no-break spaces
and its line breaks are its author's.
"""

import re
import unicodedata

# Letters of Persian, Hindi… and pictures hold together, or apart, by them.
LIANTS = "\u200c\u200d"
CONTROLES = {"Cc", "Cf", "Cs"}
# Letters and marks of other categories, and yet without any ink.
BLANCS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0]")
# Which drawing of a sign is meant, of a picture or of a Japanese name.
VARIANTES = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
SAUTS = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]+")


def une_cellule(texte: str) -> str:
    """A cell of a file, before one knows what it holds: its lines and its spaces stay."""
    return _sans_controles(texte, LIANTS + "\t\r\n")


def sur_une_ligne(texte: str) -> str:
    """A title: its no-break spaces stay, and the joiners between its letters, if it has any."""
    return _sans_controles(SAUTS.sub(" ", texte), LIANTS) if sans_invisibles(texte).strip() else ""


def nom_propre(texte: str) -> str:
    """A name: the same, with plain spaces, since it is looked for and compared."""
    return _espaces_simples(sur_une_ligne(texte))


def coordonnee(texte: str) -> str:
    """A telephone, a postal address, a postal code, words to look for."""
    return _espaces_simples(sans_invisibles(texte))


def adresse(texte: str) -> str:
    """Of mail, of the web, of a page. A plain space is left to be refused: « rose dupont@… » is no
    clumsy copy of an address but somebody else's.
    """
    return "".join(s for s in sans_invisibles(texte) if s == " " or not s.isspace())


def code(texte: str) -> str:
    """What is copied sign by sign: no space at all."""
    return "".join(sans_invisibles(texte).split())


def sans_invisibles(texte: str) -> str:
    """On one line; all that is left has ink, or is a space."""
    if texte.isascii() and texte.isprintable():
        return texte
    return VARIANTES.sub("", _sans_controles(SAUTS.sub(" ", texte)))


def _sans_controles(texte: str, sauf: str = "") -> str:
    if texte.isascii() and texte.isprintable():
        return texte
    visibles = (s for s in texte if s in sauf or unicodedata.category(s) not in CONTROLES)
    return BLANCS.sub("", "".join(visibles))


def _espaces_simples(texte: str) -> str:
    return "".join(" " if s.isspace() else s for s in texte)
