"""A selection of workshops: list, month, calendar file and feed show the same one."""

from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from reseau.socle.dates import jour
from reseau.socle.selection import Puce, Selection


class SelectionDAteliers(Selection):
    def __init__(self, filtre, chemin: str):
        super().__init__(filtre.data, chemin)
        self.filtre = filtre

    @cached_property
    def puces(self) -> list[Puce]:
        """Active filters; the form shows the invalid ones."""
        valeurs = self.filtre.form.cleaned_data
        return [self.puce(self._dire(nom, v), nom) for nom, v in valeurs.items() if v]

    def requete_du_mois(self) -> str:
        """The selection without its dates: the page of a month gives its own."""
        return self.requete("periode", "du", "au")

    def _dire(self, nom: str, valeur) -> str:
        champ = self.filtre.form.fields[nom]
        if valeur is True:
            return str(champ.label)
        if nom == "q":
            return _("« %(mots)s »") % {"mots": valeur}
        if isinstance(valeur, date):
            return f"{champ.label} {jour(valeur)}"
        choix = dict(champ.choices) if isinstance(valeur, str) else {}
        return str(choix.get(valeur, valeur))
