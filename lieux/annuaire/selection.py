"""A selection of places, read from the query string: list, map, export show the same one."""

from functools import cached_property

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from reseau.socle.grammaire import ngettext
from reseau.socle.selection import Puce, Selection

from ..carte.points import Point
from ..models import Lieu
from ..territoire.noms import de
from .facettes import FACETTES
from .filtres import LieuFilter

PAR_PAGE = 24
AUTOUR = ("pres_de", "rayon", "tri")  # parameters about a commune


class SelectionDeLieux(Selection):
    def __init__(self, demande):
        super().__init__(demande)
        self.filtre = LieuFilter(demande, Lieu.objects.publies())

    @cached_property
    def lieux(self):
        return self.filtre.qs

    @cached_property
    def page(self):
        return Paginator(self.lieux.pour_la_liste(), PAR_PAGE).get_page(self.demande.get("page"))

    @property
    def nombre(self) -> int:
        return self.page.paginator.count

    @cached_property
    def points(self) -> list[Point]:
        """Points of the whole selection for the map, not of one page."""
        racine = reverse("lieux:liste")
        lieux = self.filtre.restreindre(self.filtre.queryset).avec_position().order_by("nom", "pk")
        lignes = lieux.values_list("lat", "lon", "nom", "slug", "commune__nom", "commune")
        return [
            Point(lat, lon, nom, f"{racine}{slug}/", ville=ville, code_insee=code)
            for lat, lon, nom, slug, ville, code in lignes
            if lat is not None
        ]

    @cached_property
    def facettes(self):
        return self.filtre.facettes()

    @property
    def parametres_ailleurs(self) -> str:
        """The same selection around another commune, to write after one."""
        return self.parametres(*AUTOUR).urlencode()

    @cached_property
    def puces(self) -> list[Puce]:
        criteres, puces = self.filtre.criteres, []
        if mots := criteres.get("q"):
            puces.append(self.puce(f"«\u00a0{mots}\u00a0»", "q"))
        if commune := criteres.get("pres_de"):
            puces.append(self.puce(self._pres_de(commune), *AUTOUR))
        for nom in FACETTES:
            for valeur in criteres.get(nom, []):
                texte = self.filtre.libelle(nom, valeur)
                puces.append(self.puce_d_une_valeur(texte, nom, valeur))
        return puces

    @property
    def plus_loin(self) -> str:
        """The query string with twice the distance, or ""."""
        rayon = self.filtre.criteres.get("rayon")
        if not (rayon and self.filtre.criteres.get("pres_de")):
            return ""
        parametres = self.parametres()
        parametres["rayon"] = self.rayon_double
        return f"?{parametres.urlencode()}"

    @property
    def rayon_double(self) -> int:
        return min(self.filtre.criteres["rayon"] * 2, 500)

    @property
    def resume(self) -> str:
        """« 12 lieux à moins de 30 km d’Auch »."""
        nombre, criteres = self.nombre, self.filtre.criteres
        if not nombre:
            return _("Aucun lieu ne répond à cette recherche")
        phrase = ngettext("%(nombre)s lieu", "%(nombre)s lieux", nombre) % {
            "nombre": number_format(nombre, force_grouping=True)
        }
        commune = criteres.get("pres_de")
        if commune and criteres.get("rayon"):
            return f"{phrase} {self._a_moins_de(commune)}"
        return phrase

    def _pres_de(self, commune) -> str:
        if self.filtre.criteres.get("rayon"):
            texte = self._a_moins_de(commune)
            return texte[0].upper() + texte[1:]
        return _("Près %(de_commune)s") % {"de_commune": de(commune.nom)}

    def _a_moins_de(self, commune) -> str:
        return _("à moins de %(km)s\u00a0km %(de_commune)s") % {
            "km": self.filtre.criteres["rayon"],
            "de_commune": de(commune.nom),
        }
