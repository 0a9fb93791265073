"""The national standard « Lieux de médiation numérique », version 1.0.1, as published by LaMednum.

https://github.com/LaMednum/standard-mediation-num (Licence Ouverte 2.0).
"""

import re

from ..enums import Famille

STANDARD = "mediation-num-1.0.1"
SEPARATEUR = "|"

COLONNES = (
    *("id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse"),
    *("complement_adresse", "latitude", "longitude", "typologie", "telephone", "courriels"),
    *("site_web", "horaires", "presentation_resume", "presentation_detail", "source"),
    *("itinerance", "structure_parente", "date_maj", "services"),
    *("publics_specifiquement_adresses", "prise_en_charge_specifique", "frais_a_charge"),
    *("dispositif_programmes_nationaux", "formations_labels", "autres_formations_labels"),
    *("modalites_acces", "modalites_accompagnement", "fiche_acces_libre", "prise_rdv"),
)
# Required columns: without them a file says too little of a place.
INDISPENSABLES = ("id", "nom", "commune", "code_postal", "date_maj")
CODEES = tuple(colonne for colonne in COLONNES if colonne in Famille.values)

# Column -> field of Lieu, when the names differ.
ATTRIBUTS = {"site_web": "sites_web", "date_maj": "mis_a_jour_le"}

PIVOT = re.compile(r"[a-zA-Z0-9]{9,14}")
CODE_POSTAL = re.compile(r"\d{5}")
CODE_INSEE = re.compile(r"([013-9]\d|2[AB1-9])\d{3}")
TELEPHONE = re.compile(r"(\+33|\+590|\+594|\+262|\+596|\+269|\+687|\+689|\+508|\+681)\d{6,9}")

# Written by the national tools for an unknown required value; read as empty.
PIVOT_INCONNU = "0" * 14
CODE_POSTAL_INCONNU = "0" * 5
ADRESSE_INCONNUE = "Non renseignée"
