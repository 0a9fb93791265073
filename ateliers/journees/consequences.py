"""What a change does to people already registered: the sentences an animatrice confirms first.

Each rule compares the row as it stands with the row about to be written, and answers one sentence
or nothing. A new rule (a moved date tells so many people…) is one more function in `REGLES`.
"""

from django.utils.translation import gettext as _

from reseau.grammaire import ngettext

from .models import Atelier


def consequences(avant: Atelier, apres: Atelier) -> list[str]:
    """Sentences to confirm; `avant` comes from `avec_places()`."""
    return [phrase for regle in REGLES if (phrase := regle(avant, apres))]


def capacite_sous_les_inscrits(avant: Atelier, apres: Atelier) -> str | None:
    if apres.capacite is None or apres.capacite == avant.capacite:
        return None
    if apres.capacite >= avant.nb_inscrits:
        return None
    debut = ngettext(
        "%(nombre)d personne est déjà inscrite : elle ne perd pas sa place",
        "%(nombre)d personnes sont déjà inscrites : aucune ne perd sa place",
        avant.nb_inscrits,
    )
    suite = _(
        "%(debut)s, mais plus personne ne pourra s’inscrire tant que les désistements "
        "n’auront pas ramené les inscrits sous %(capacite)d ; les autres iront en liste d’attente."
    )
    return suite % {
        "debut": debut % {"nombre": avant.nb_inscrits},
        "capacite": apres.capacite,
    }


REGLES = (capacite_sous_les_inscrits,)
