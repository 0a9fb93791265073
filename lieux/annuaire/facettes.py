"""The facets of the directory: their choices, the filter they apply, the number of places."""

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
        """Group by key: grouping by label, or joining the families, costs three times more."""
        termes = list(Terme.objects.de(self.famille).values_list("pk", "code", "libelle"))
        liens = Lieu.termes.through.objects.filter(
            terme__in=[pk for pk, _code, _libelle in termes], lieu__in=lieux
        )
        nombres = dict(liens.order_by().values_list("terme").annotate(n=Count("*")))
        return [Choix(code, libelle, nombres[pk]) for pk, code, libelle in termes if pk in nombres]


class FacetteDeLabels:
    def libelles(self) -> dict[str, str]:
        return dict(Label.objects.values_list("slug", "nom"))

    def garder(self, lieux: LieuQuerySet, slugs: Iterable[str]) -> LieuQuerySet:
        return lieux.labellises(slugs)

    def compter(self, lieux: LieuQuerySet) -> list[Choix]:
        valides = Labellisation.objects.valides().filter(lieu__in=lieux)
        # A place may have held one label several times.
        lieux_distincts = Count("lieu", distinct=True)
        return _compter(valides, "label__slug", "label__nom", "label__nom", lieux_distincts)


class FacetteDeDepartements:
    def libelles(self) -> dict[str, str]:
        return dict(Departement.objects.values_list("code", "nom"))

    def garder(self, lieux: LieuQuerySet, codes: Iterable[str]) -> LieuQuerySet:
        return lieux.dans_les_departements(codes)

    def compter(self, lieux: LieuQuerySet) -> list[Choix]:
        code = "commune__departement"
        return _compter(lieux, code, "commune__departement__nom", code, Count("*"))


FACETTES = {
    "activite": FacetteDeTermes(Famille.ACTIVITE),
    "service": FacetteDeTermes(Famille.SERVICE),
    "label": FacetteDeLabels(),
    "departement": FacetteDeDepartements(),
}


def _compter(lignes: QuerySet, valeur: str, libelle: str, tri: str, nombre: Count) -> list[Choix]:
    comptes = lignes.order_by(tri, libelle).values_list(valeur, libelle, tri).annotate(n=nombre)
    return [Choix(valeur, libelle, nombre) for valeur, libelle, _tri, nombre in comptes]
