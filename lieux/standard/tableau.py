"""Open a CSV file of the standard, whatever spreadsheet wrote it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reseau.socle.invisibles import coordonnee, une_cellule

from .champs import COLONNES, INDISPENSABLES

if TYPE_CHECKING:
    from _csv import Reader


class FichierIllisible(Exception):
    """The file is not a CSV of the standard; the message says why, in French."""


@dataclass(frozen=True)
class Ligne:
    numero: int
    valeurs: dict[str, str]
    incomplete: bool = False


@dataclass(frozen=True)
class Tableau:
    lignes: list[Ligne]
    colonnes_inconnues: list[str]


def ouvrir(octets: bytes) -> Tableau:
    """Comma, semicolon or tab; UTF-8 with or without a BOM, else Windows-1252."""
    texte = decoder(octets).replace("\0", "")
    premiere = texte.split("\n", 1)[0]
    delimiteur = max(",;\t", key=premiere.count)
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=delimiteur, strict=True)
    try:
        entete = [coordonnee(nom).strip().lower() for nom in next(lecteur, [])]
        verifier(entete)
        lignes = list(numeroter(lecteur, entete))
    except csv.Error as erreur:
        raise FichierIllisible(
            _("Ligne %(ligne)s : ce n’est pas un fichier CSV correct (%(erreur)s).")
            % {"ligne": lecteur.line_num, "erreur": erreur}
        ) from erreur
    return Tableau(lignes, [nom for nom in entete if nom not in COLONNES])


def decoder(octets: bytes) -> str:
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("cp1252", errors="replace")


def verifier(entete: list[str]) -> None:
    manquantes = [colonne for colonne in INDISPENSABLES if colonne not in entete]
    if manquantes:
        raise FichierIllisible(
            _(
                "Ce fichier ne suit pas le standard des lieux de médiation numérique 1.0.1 : "
                "il y manque les colonnes %(colonnes)s."
            )
            % {"colonnes": ", ".join(manquantes)}
        )
    doubles = sorted({colonne for colonne in entete if entete.count(colonne) > 1})
    if doubles:
        raise FichierIllisible(
            _("Des colonnes y sont deux fois : %(colonnes)s.") % {"colonnes": ", ".join(doubles)}
        )


def numeroter(lecteur: "Reader", entete: list[str]) -> Iterator[Ligne]:
    """Number each row by its first line in the file, as an editor shows it."""
    precedente = lecteur.line_num
    for cellules in lecteur:
        numero, precedente = precedente + 1, lecteur.line_num
        if not any(cellule.strip() for cellule in cellules):
            continue
        valeurs = dict.fromkeys(COLONNES, "")
        valeurs |= {
            nom: une_cellule(cellule).strip()
            for nom, cellule in zip(entete, cellules, strict=False)
            if nom in valeurs
        }
        yield Ligne(numero, valeurs, incomplete=len(cellules) != len(entete))
