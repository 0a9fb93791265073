"""What the query string selects: chips to remove, and links that keep the same selection."""

from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True)
class Puce:
    """A filter in force, and where the page goes without it."""

    texte: str
    url: str


class Selection:
    """List, map, calendar, file and feed of one query string show the same selection."""

    def __init__(self, demande: QueryDict, chemin: str = ""):
        """`chemin` is the page that the chips lead to; by default, the one that shows them."""
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
        """Where a question takes several answers: the chip removes one of them."""
        gardes = self.parametres()
        gardes.setlist(nom, [v for v in gardes.getlist(nom) if v != valeur])
        return self._puce(texte, gardes)

    def _puce(self, texte: str, gardes: QueryDict) -> Puce:
        # An empty link would lead to this page with its query string.
        return Puce(texte, self.chemin + _requete(gardes) or "?")


def _requete(parametres: QueryDict) -> str:
    ecrits = parametres.urlencode()
    return f"?{ecrits}" if ecrits else ""
