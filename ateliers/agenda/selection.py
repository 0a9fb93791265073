"""What the query string says, as chips to remove and as links that keep the same selection."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from reseau.socle.dates import jour

HORS_DU_MOIS = ("periode", "du", "au")


@dataclass(frozen=True)
class Puce:
    """One active filter, and where the page goes without it."""

    texte: str
    url: str


def requete(parametres: QueryDict, sans: tuple[str, ...] = ()) -> str:
    """The query string without the page number, the empty values and what `sans` names."""
    gardes = parametres.copy()
    for nom in list(gardes):
        if nom in ("page", *sans) or not any(gardes.getlist(nom)):
            del gardes[nom]
    return f"?{gardes.urlencode()}" if gardes else ""


def puces(filtre, chemin: str) -> list[Puce]:
    """The filters in force; those in error are told by the form, not here."""
    valeurs = filtre.form.cleaned_data
    return [
        Puce(_dire(filtre, nom, valeur), chemin + requete(filtre.data, sans=(nom,)))
        for nom, valeur in valeurs.items()
        if valeur
    ]


def _dire(filtre, nom: str, valeur) -> str:
    champ = filtre.form.fields[nom]
    if valeur is True:
        return str(champ.label)
    if nom == "q":
        return _("« %(mots)s »") % {"mots": valeur}
    if isinstance(valeur, date):
        return f"{champ.label} {jour(valeur)}"
    choix = dict(champ.choices) if isinstance(valeur, str) else {}
    return str(choix.get(valeur, valeur))
