"""The facets of the directory: what may be chosen, what it keeps, how many places it has."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from ..enums import Famille
from ..models import Departement, Label, Labellisation, Lieu, Terme
from .queryset import LieuQuerySet


@dataclass(frozen=True)
class Choix:
    valeur: str
    libelle: str
    nombre: int
    coche: bool = False


class FacetteDeTermes:
    def __init__(self, famille: Famille):
        self.famille = famille

    def libelles(self) -> dict[str, str]:
        return dict(Terme.objects.de(self.famille).values_list("code", "libelle"))

    def garder(self, lieux: LieuQuerySet, codes: Iterable[str]) -> LieuQuerySet:
        return lieux.ayant_un_terme(self.famille, codes)

    def compter(self, lieux: LieuQuerySet) -> list[Choix]:
        liens = Lieu.termes.through.objects.filter(terme__famille=self.famille, lieu__in=lieux)
        return _compter(liens, "terme__code", "terme__libelle", tri="terme__ordre")


class FacetteDeLabels:
    def libelles(self) -> dict[str, str]:
        return dict(Label.objects.values_list("slug", "nom"))

    def garder(self, lieux: LieuQuerySet, slugs: Iterable[str]) -> LieuQuerySet:
        return lieux.labellises(slugs)

    def compter(self, lieux: LieuQuerySet) -> list[Choix]:
        valides = Labellisation.objects.valides().filter(lieu__in=lieux)
        return _compter(valides, "label__slug", "label__nom", tri="label__nom")


class FacetteDeDepartements:
    def libelles(self) -> dict[str, str]:
        return dict(Departement.objects.values_list("code", "nom"))

    def garder(self, lieux: LieuQuerySet, codes: Iterable[str]) -> LieuQuerySet:
        return lieux.dans_les_departements(codes)

    def compter(self, lieux: LieuQuerySet) -> list[Choix]:
        code, nom = "commune__departement", "commune__departement__nom"
        return _compter(lieux, code, nom, tri=code, lieu="pk")


FACETTES = {
    "activite": FacetteDeTermes(Famille.ACTIVITE),
    "service": FacetteDeTermes(Famille.SERVICE),
    "label": FacetteDeLabels(),
    "departement": FacetteDeDepartements(),
}


def _compter(lignes: QuerySet, valeur: str, libelle: str, tri: str, lieu="lieu") -> list[Choix]:
    """Distinct places: one may have held the same label twice."""
    comptes = lignes.order_by(tri, libelle).values_list(valeur, libelle, tri)
    return [
        Choix(valeur, libelle, nombre)
        for valeur, libelle, _tri, nombre in comptes.annotate(n=Count(lieu, distinct=True))
    ]
