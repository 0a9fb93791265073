"""A participant list as a workbook: one sheet for each state."""

from collections.abc import Iterable
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from .colonnes import Valeur, sans_fuseau
from .presences import Presences
from .questions import recapitulatif, toutes_les_colonnes
from .repas import commander
from .selection import Participant, Selection

EN_MEMOIRE = 2_000_000
TEXTE_MAX = 32_767  # a longer text does not fit a cell, and XlsxWriter would write nothing
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy hh:mm",
}


class Classeur:
    def __init__(self, selection: Selection, sensibles: bool):
        self.selection = selection
        self.sensibles = sensibles
        self.sortie = SpooledTemporaryFile(EN_MEMOIRE)  # noqa: SIM115 (the answer closes it)
        self.livre = Workbook(self.sortie, OPTIONS)
        self.gras = self.livre.add_format(
            {"bold": True, "bg_color": "#f3ecdf", "bottom": 2, "text_wrap": True, "valign": "top"}
        )
        self.livre.set_properties(
            {"title": selection.titre, "subject": _("Liste des personnes inscrites")}
        )

    def ecrire(self) -> IO[bytes]:
        presences = Presences(self.selection.ateliers)
        self._liste(
            _("Inscriptions confirmées"), presences.noter_au_passage(self.selection.inscrites())
        )
        self._liste(_("Liste d’attente"), self.selection.en_attente(), attente=True)
        if self.selection.cycle:
            self._presences(presences)
        self._repas()
        self._reponses()
        self.livre.close()
        self.sortie.seek(0)
        return self.sortie

    def _liste(self, nom: str, participants: Iterable[Participant], attente=False) -> None:
        choisies = toutes_les_colonnes(self.selection, attente=attente, sensibles=self.sensibles)
        feuille = self._feuille(nom, [(c.titre, c.largeur) for c in choisies])
        ligne = 0
        for ligne, participant in enumerate(participants, start=1):
            self._ligne(feuille, ligne, [colonne.lire(participant) for colonne in choisies])
        feuille.autofilter(0, 0, max(ligne, 1), len(choisies) - 1)

    def _presences(self, presences: Presences) -> None:
        """Which people come on which day, for the host."""
        jours = [localtime(a.debut).strftime("%d/%m/%Y") for a in self.selection.ateliers]
        titres = [(_("Nom"), 22), (_("Prénom"), 18), (_("Structure"), 30)]
        feuille = self._feuille(_("Présences"), [*titres, *((jour, 13) for jour in jours)])
        ligne = 0
        for ligne, valeurs in enumerate(presences.lignes(), start=1):
            self._ligne(feuille, ligne, valeurs)
        feuille.autofilter(0, 0, max(ligne, 1), len(titres) + len(jours) - 1)
        self._ligne(feuille, ligne + 1, [_("Total"), "", "", *presences.totaux()], self.gras)

    def _repas(self) -> None:
        """For the caterer: numbers, by diet if asked, without names."""
        comptes = commander(self.selection.ateliers, self.sensibles)
        if not comptes:
            return
        titres = [(_("Date"), 17), (_("Journée"), 34), (_("Repas"), 26)]
        titres += [(_("Régime"), 28)] if self.sensibles else []
        titres += [(_("Couverts"), 11), (_("Dont à redistribuer"), 14)]
        feuille = self._feuille(_("Repas"), titres)
        for ligne, (repas, nombres) in enumerate(comptes, start=1):
            jour = [sans_fuseau(repas.atelier.debut), repas.atelier.titre, str(repas)]
            self._ligne(feuille, ligne, [*jour, *nombres])

    def _reponses(self) -> None:
        """How many confirmed people gave each answer, with a bar to compare."""
        lignes = list(recapitulatif(self.selection, self.sensibles))
        if not lignes:
            return
        titres = [(_("Question"), 50), (_("Réponse"), 34), (_("Personnes"), 16)]
        feuille = self._feuille(_("Réponses"), titres)
        for ligne, valeurs in enumerate(lignes, start=1):
            self._ligne(feuille, ligne, valeurs)
        barres = {"type": "data_bar", "bar_color": "#d9a441", "min_value": 0}
        feuille.conditional_format(1, 2, len(lignes), 2, {**barres, "min_type": "num"})

    def _feuille(self, nom: str, titres: list[tuple[str, int]]) -> Worksheet:
        feuille = self.livre.add_worksheet(nom)
        feuille.freeze_panes(1, 0)
        feuille.set_landscape()
        feuille.set_paper(9)
        feuille.fit_to_pages(1, 0)
        feuille.repeat_rows(0)
        for colonne, (_titre, largeur) in enumerate(titres):
            feuille.set_column(colonne, colonne, largeur)
        self._ligne(feuille, 0, [titre for titre, _largeur in titres], self.gras)
        return feuille

    def _ligne(self, feuille: Worksheet, ligne: int, valeurs: list[Valeur], style=None) -> None:
        for colonne, valeur in enumerate(valeurs):
            if isinstance(valeur, datetime):
                feuille.write_datetime(ligne, colonne, valeur, style)
            elif isinstance(valeur, int):
                feuille.write_number(ligne, colonne, valeur, style)
            elif valeur:
                feuille.write_string(ligne, colonne, str(valeur)[:TEXTE_MAX], style)
