"""Who is who behind one mailbox: two names that differ by their spelling only are one person.

A couple or an association shares an address; the name then tells people apart. Accents, case,
hyphens, apostrophes and spaces do not count; nothing else is guessed, a letter more is another
person (`inscriptions.feuilles.voisinage` tells the team of those).
"""

import unicodedata

from reseau.socle.champs import CharField

LETTRES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "\u0131": "i"})
APOSTROPHES = frozenset(
    "'’`\u00b4\u02b9\u02bb\u02bc\u02bd\u055a\u05f3\u2018\u201b\u2032\ua78c\uff07\u2043\u2212"
)
INVISIBLES = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Pd"})
# Twice 80 letters, each worth three at most (ﬃ), and what stands between them.
LONGUEUR = 500


def plier(texte: str) -> str:
    """« D’Artagnan-Pérès » gives "dartagnanperes"; letters of every alphabet stay."""
    decompose = unicodedata.normalize("NFD", texte.casefold()).translate(LETTRES)
    lettres = (s for s in decompose if not _ne_compte_pas(s))
    return unicodedata.normalize("NFC", "".join(lettres))


def cle_du_nom(prenom: str, nom: str) -> str:
    """First name and name stay apart; an erased person has no key."""
    return f"{plier(prenom)}|{plier(nom)}" if prenom or nom else ""


def _ne_compte_pas(signe: str) -> bool:
    return (
        signe in APOSTROPHES
        or unicodedata.category(signe) in INVISIBLES
        or unicodedata.combining(signe) != 0
    )


class CleDuNom(CharField):
    """Key of the names of the row, written with it (as auto_now is), so that no verb forgets it.

    `update()` does not recompute it: whoever erases the names erases it too, and the database
    refuses one without the other.
    """

    def __init__(self, *args, **kwargs):
        kwargs = {"max_length": LONGUEUR, "blank": True, "default": "", "editable": False} | kwargs
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance, add):
        cle = cle_du_nom(model_instance.prenom, model_instance.nom)
        setattr(model_instance, self.attname, cle)
        return cle
