"""The selection in a query string: chips to remove filters, links that keep the others."""

from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True)
class Puce:
    """An active filter, and the address of the page without it."""

    texte: str
    url: str


class Selection:
    """The selection of a query string; list, map, calendar, file and feed show the same one."""

    def __init__(self, demande: QueryDict, chemin: str = ""):
        """`chemin` is the page that chips link to; by default the current one."""
        self.demande = demande
        self.chemin = chemin

    def parametres(self, *sans: str) -> QueryDict:
        """A copy without the page number, the empty values and what `sans` names."""
        gardes = self.demande.copy()
        for nom in list(gardes):
            if nom in ("page", *sans) or not any(gardes.getlist(nom)):
                del gardes[nom]
        return gardes

    def requete(self, *sans: str) -> str:
        """The end of an address: « ?q=fablab », or nothing."""
        return _requete(self.parametres(*sans))

    def puce(self, texte: str, *sans: str) -> Puce:
        return self._puce(texte, self.parametres(*sans))

    def puce_d_une_valeur(self, texte: str, nom: str, valeur: str) -> Puce:
        """For a filter with several values: the chip removes one of them."""
        gardes = self.parametres()
        gardes.setlist(nom, [v for v in gardes.getlist(nom) if v != valeur])
        return self._puce(texte, gardes)

    def _puce(self, texte: str, gardes: QueryDict) -> Puce:
        # An empty link would lead to this page with its query string.
        return Puce(texte, self.chemin + _requete(gardes) or "?")


def _requete(parametres: QueryDict) -> str:
    ecrits = parametres.urlencode()
    return f"?{ecrits}" if ecrits else ""
