"""Load the communes and départements of lieux/donnees/ into the database."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import models, transaction

from ..annuaire.renommage import apres_des_communes_renommees
from .models import Commune, Departement

DONNEES = Path(__file__).resolve().parent.parent / "donnees"


@dataclass(frozen=True)
class Bilan:
    departements: int
    communes: int
    ecrites: int
    disparues: list[str]


@transaction.atomic
def charger() -> Bilan:
    """Write what differs from the files; communes absent from them stay, and are listed."""
    departements = list(lire_departements())
    communes = list(lire_communes())
    noms = dict(Commune.objects.values_list("pk", "nom"))
    ecrire_les_differences(Departement, departements)
    ecrites = ecrire_les_differences(Commune, communes)
    apres_des_communes_renommees([c.pk for c in communes if noms.get(c.pk, c.nom) != c.nom])
    disparues = set(Commune.objects.values_list("pk", flat=True)) - {c.pk for c in communes}
    return Bilan(len(departements), len(communes), ecrites, sorted(disparues))


def lire_departements() -> Iterator[Departement]:
    texte = (DONNEES / "departements.csv").read_text(encoding="utf-8")
    for ligne in csv.DictReader(io.StringIO(texte)):
        yield Departement(**ligne)


def lire_communes() -> Iterator[Commune]:
    with gzip.open(DONNEES / "communes.csv.gz", "rt", encoding="utf-8", newline="") as fichier:
        for ligne in csv.DictReader(fichier):
            yield Commune(
                code_insee=ligne["code_insee"],
                nom=ligne["nom"],
                departement_id=ligne["departement"],
                codes_postaux=ligne["codes_postaux"],
                latitude=float(ligne["latitude"]) if ligne["latitude"] else None,
                longitude=float(ligne["longitude"]) if ligne["longitude"] else None,
                population=int(ligne["population"]),
                autres_codes=ligne["autres_codes"],
                autres_noms=ligne["autres_noms"],
            )


def ecrire_les_differences(modele: type[models.Model], objets: Iterable[models.Model]) -> int:
    champs = [champ.attname for champ in modele._meta.concrete_fields if champ.editable]
    connus = {valeurs[0]: valeurs for valeurs in modele.objects.values_list(*champs)}
    differents = [
        objet
        for objet in objets
        if connus.get(objet.pk) != tuple(getattr(objet, champ) for champ in champs)
    ]
    modele.objects.bulk_create(
        differents,
        batch_size=2000,
        update_conflicts=True,
        unique_fields=[modele._meta.pk.name],
        update_fields=[c.name for c in modele._meta.concrete_fields if not c.primary_key],
    )
    return len(differents)
