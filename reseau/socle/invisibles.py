"""Invisible characters: they come with pasted text and make two addresses out of one.

Each function has its field in `formulaires` and in `champs`. Prose has none: its no-break spaces
and line breaks belong to its author.
"""

import re
import unicodedata

# Joiners: letters of Persian or Hindi and some pictures need them.
LIANTS = "\u200c\u200d"
CONTROLES = {"Cc", "Cf", "Cs"}
# Characters of visible categories that draw nothing.
BLANCS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0]")
# Variation selectors: which drawing of a picture or of a Japanese name is meant.
VARIANTES = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
SAUTS = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]+")


def une_cellule(texte: str) -> str:
    """A cell of a file, before its column is known: lines and spaces stay."""
    return _sans_controles(texte, LIANTS + "\t\r\n")


def sur_une_ligne(texte: str) -> str:
    """A title: no-break spaces stay, and joiners between letters."""
    return _sans_controles(SAUTS.sub(" ", texte), LIANTS) if sans_invisibles(texte).strip() else ""


def nom_propre(texte: str) -> str:
    """A name: the same with plain spaces, since names are searched and compared."""
    return _espaces_simples(sur_une_ligne(texte))


def coordonnee(texte: str) -> str:
    """A telephone, a postal address, a postal code, words to look for."""
    return _espaces_simples(sans_invisibles(texte))


def adresse(texte: str) -> str:
    """An address of mail, of the web or of a page.

    A plain space stays and is refused: « rose dupont@… » is not a careless copy but another
    address.
    """
    return "".join(s for s in sans_invisibles(texte) if s == " " or not s.isspace())


def code(texte: str) -> str:
    """A code, copied character by character: no space at all."""
    return "".join(sans_invisibles(texte).split())


def sans_invisibles(texte: str) -> str:
    """On one line; every remaining character is visible, or a space."""
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
