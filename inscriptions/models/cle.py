"""Who is who in one mailbox: names that differ only by spelling are one person.

A couple or an association shares an address; the name then tells people apart. Accents, case,
hyphens, apostrophes and spaces do not count. Nothing else is guessed: one letter more is another
person (`inscriptions.feuilles.voisinage` shows those to the team).
"""

import unicodedata

from reseau.socle.champs import CharField

LETTRES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "\u0131": "i"})
APOSTROPHES = frozenset(
    "'’`\u00b4\u02b9\u02bb\u02bc\u02bd\u055a\u05f3\u2018\u201b\u2032\ua78c\uff07\u2043\u2212"
)
INVISIBLES = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Pd"})
# Two names of 80 letters, each up to three once folded (ﬃ), and the separator.
LONGUEUR = 500


def plier(texte: str) -> str:
    """« D’Artagnan-Pérès » gives "dartagnanperes"; letters of every alphabet stay."""
    decompose = unicodedata.normalize("NFD", texte.casefold()).translate(LETTRES)
    lettres = (s for s in decompose if not _ne_compte_pas(s))
    return unicodedata.normalize("NFC", "".join(lettres))


def cle_du_nom(prenom: str, nom: str) -> str:
    """First name and name are kept apart; an erased person has no key."""
    return f"{plier(prenom)}|{plier(nom)}" if prenom or nom else ""


def _ne_compte_pas(signe: str) -> bool:
    return (
        signe in APOSTROPHES
        or unicodedata.category(signe) in INVISIBLES
        or unicodedata.combining(signe) != 0
    )


class CleDuNom(CharField):
    """The key of the names of a row, computed when the row is written (as auto_now is).

    `update()` does not compute it: code that erases names must erase it too, and the database
    refuses one without the other.
    """

    def __init__(self, *args, **kwargs):
        kwargs = {"max_length": LONGUEUR, "blank": True, "default": "", "editable": False} | kwargs
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance, add):
        cle = cle_du_nom(model_instance.prenom, model_instance.nom)
        setattr(model_instance, self.attname, cle)
        return cle
