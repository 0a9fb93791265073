"""A selection of places, read from the query string: list, map, export show the same one."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from reseau.socle.grammaire import ngettext

from ..carte.points import Point
from ..models import Lieu
from ..territoire.noms import de
from .facettes import FACETTES
from .filtres import LieuFilter

PAR_PAGE = 24


@dataclass(frozen=True)
class Puce:
    """An active filter, and the query string without it."""

    texte: str
    sans: str

    @property
    def url(self) -> str:
        return f"?{self.sans}"


class Selection:
    def __init__(self, demande):
        """`demande` is request.GET."""
        self.demande = demande
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
        """Of the whole selection, not of one page: for the map."""
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
    def requete(self) -> str:
        """The query string that other views of the same selection need."""
        return self._sans("page")

    @property
    def requete_ailleurs(self) -> str:
        """The same, around another commune."""
        return self._sans("pres_de", "rayon", "tri")

    @cached_property
    def puces(self) -> list[Puce]:
        criteres, puces = self.filtre.criteres, []
        if mots := criteres.get("q"):
            puces.append(Puce(f"«\u00a0{mots}\u00a0»", self._sans("q")))
        if commune := criteres.get("pres_de"):
            puces.append(Puce(self._pres_de(commune), self._sans("pres_de", "rayon", "tri")))
        for nom in FACETTES:
            for valeur in criteres.get(nom, []):
                texte = self.filtre.libelle(nom, valeur)
                puces.append(Puce(texte, self._sans_valeur(nom, valeur)))
        return puces

    @property
    def plus_loin(self) -> str:
        """The query string with twice the distance, or nothing."""
        rayon = self.filtre.criteres.get("rayon")
        if not (rayon and self.filtre.criteres.get("pres_de")):
            return ""
        demande = self._copie("page")
        demande["rayon"] = self.rayon_double
        return demande.urlencode()

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

    def _copie(self, *noms):
        demande = self.demande.copy()
        for nom in noms:
            demande.pop(nom, None)
        for nom in [nom for nom, valeurs in demande.lists() if not any(valeurs)]:
            del demande[nom]
        return demande

    def _sans(self, *noms) -> str:
        return self._copie("page", *noms).urlencode()

    def _sans_valeur(self, nom, valeur) -> str:
        demande = self._copie("page")
        demande.setlist(nom, [v for v in demande.getlist(nom) if v != valeur])
        return demande.urlencode()
