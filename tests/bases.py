"""A migrated database beside the one of the suite, that several processes may open."""

import os
import sqlite3
import subprocess
import sys

from django.db import connection


def copie_sqlite(chemin):
    """The migrated test database, as a file that several processes can open."""
    connection.ensure_connection()
    with sqlite3.connect(chemin) as copie:
        connection.connection.backup(copie)
    copie.close()
    return f"sqlite:///{chemin}"


def nom_a_part():
    return f"{connection.settings_dict['NAME']}_ruee"


def base_postgresql():
    url = os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{nom_a_part()}"
    executer_hors_transaction(f'DROP DATABASE IF EXISTS "{nom_a_part()}" WITH (FORCE)')
    executer_hors_transaction(f'CREATE DATABASE "{nom_a_part()}"')
    for commande in ("migrate", "createcachetable"):
        subprocess.run(
            [sys.executable, "manage.py", commande, "--verbosity", "0"],
            env={**os.environ, "DATABASE_URL": url},
            check=True,
        )
    return url


def executer_hors_transaction(ordre):
    connection.ensure_connection()
    with connection.cursor() as curseur:
        curseur.execute(ordre)
