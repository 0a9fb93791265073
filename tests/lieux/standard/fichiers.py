"""Small files of the standard, our own."""

import csv
import io

from lieux.standard.champs import COLONNES

LIGNE = {
    "id": "essai-1",
    "pivot": "43493312300029",
    "nom": "La Ruche",
    "commune": "Auch",
    "code_postal": "32000",
    "code_insee": "32013",
    "adresse": "3 rue Gambetta",
    "latitude": "43.64",
    "longitude": "0.58",
    "typologie": "TIERS_LIEUX|ASSO",
    "telephone": "+33562600000",
    "courriels": "contact@ruche.example.org|bonjour@ruche.example.org",
    "site_web": "https://ruche.example.org/",
    "horaires": "Mo-Fr 09:00-18:00; Sa 09:00-12:00",
    "presentation_resume": "Une ruche.",
    "source": "Relevé d’essai",
    "itinerance": "Fixe",
    "date_maj": "2026-03-01",
    "services": "Loisirs et créations numériques|Accès internet et matériel informatique",
    "frais_a_charge": "Gratuit|Payant",
    "formations_labels": "Fabriques de Territoire",
    "modalites_acces": "Ce lieu n'accueille pas de public",
}


def fichier(*lignes: dict, colonnes=COLONNES, delimiteur=",", codage="utf-8") -> bytes:
    """One row for each dict, which tells how it differs from LIGNE."""
    sortie = io.StringIO()
    ecrivain = csv.DictWriter(
        sortie, colonnes, restval="", delimiter=delimiteur, extrasaction="ignore"
    )
    ecrivain.writeheader()
    ecrivain.writerows({**LIGNE, **ligne} for ligne in lignes)
    return sortie.getvalue().encode(codage)
