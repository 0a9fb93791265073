"""Benchmarks: `make banc` prints figures, on SQLite and on PostgreSQL when one answers.

It judges nothing. The bare Django view is measured on the same server in the same run: read the
ratio rather than the absolute figure, machines differ. `--rapide` keeps the small size only;
BANC_DATABASE_URL names the PostgreSQL server (its database is dropped and made anew).
"""

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

POSTGRES = os.environ.get("BANC_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/faitiere_banc")


def main():
    with tempfile.TemporaryDirectory() as dossier:
        for nom, adresse in _bases(Path(dossier)):
            print(f"\n{nom}", flush=True)
            subprocess.run(
                [sys.executable, "-m", "outils.banc.mesures", *sys.argv[1:]],
                env=_environnement(adresse, dossier),
                check=True,
            )


def _bases(dossier: Path):
    yield "SQLite", f"sqlite:///{dossier / 'banc.sqlite3'}"
    if _refaire_la_base_postgresql():
        yield "PostgreSQL", POSTGRES
    else:
        print("\nPostgreSQL : aucun serveur ne répond, rien n’est mesuré.")


def _refaire_la_base_postgresql() -> bool:
    serveur, _, base = POSTGRES.rpartition("/")
    try:
        with psycopg.connect(f"{serveur}/postgres", autocommit=True) as connexion:
            connexion.execute(f'DROP DATABASE IF EXISTS "{base}" WITH (FORCE)')
            connexion.execute(f'CREATE DATABASE "{base}"')
    except psycopg.OperationalError:
        return False
    return True


def _environnement(adresse: str, dossier: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "reseau.settings",
        "DEBUG": "0",
        "DATABASE_URL": adresse,
        "SECRET_KEY": secrets.token_urlsafe(60),
        "SITE_URL": "https://faitiere.example.org",
        "ALLOWED_HOSTS": "faitiere.example.org",
        "EMAIL_URL": "smtp://127.0.0.1:9",
        "STATIC_ROOT": f"{dossier}/statiques",
        "INSCRIPTIONS_PAR_HEURE": "1000000",
        "ALLAUTH_TRUSTED_PROXY_COUNT": "1",
    }


if __name__ == "__main__":
    main()
