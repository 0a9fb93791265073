"""A PostgreSQL server of our own, in a directory that goes with the test: this one may crash."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def _programmes():
    """The directory of `initdb` and `pg_ctl`, the newest first; None where only a client is."""
    installes = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda d: float(d.parent.name), reverse=True
    )
    if pg_config := shutil.which("pg_config"):
        installes.append(Path(subprocess.check_output([pg_config, "--bindir"], text=True).strip()))
    return next((d for d in installes if (d / "initdb").exists() and (d / "pg_ctl").exists()), None)


def _comme_postgres():
    """PostgreSQL refuses to run as root, and has a user of its own where it is installed."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


PROGRAMMES = _programmes()


class Serveur:
    def __init__(self, dossier):
        self.dossier = dossier
        with socket.create_server(("127.0.0.1", 0)) as prise:
            self.port = prise.getsockname()[1]
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def creer(self):
        if os.geteuid() == 0:
            shutil.chown(self.dossier, "postgres", "postgres")
        self._lancer(
            "initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync"
        )

    def demarrer(self):
        options = f"-p {self.port} -k {self.dossier} -c listen_addresses=127.0.0.1"
        self._lancer("pg_ctl", "start", "-w", "-l", f"{self.dossier}/journal", "-o", options)

    def redemarrer(self, mode):
        """`immediate` is a crash: nobody is told, and the log is replayed at the next start."""
        self._lancer("pg_ctl", "restart", "-w", "-m", mode, "-l", f"{self.dossier}/journal")

    def arreter(self):
        self._lancer("pg_ctl", "stop", "-w", "-m", "immediate")

    def _lancer(self, programme, *arguments):
        subprocess.run(
            [*_comme_postgres(), PROGRAMMES / programme, *arguments],
            cwd=self.dossier,
            env={**os.environ, "PGDATA": f"{self.dossier}/donnees"},
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=120,
        )


@contextlib.contextmanager
def en_marche(ou="/tmp"):
    """Yield a server with the tables of the portal. Its sockets need a short path, hence /tmp."""
    with tempfile.TemporaryDirectory(prefix="pg", dir=ou, ignore_cleanup_errors=True) as dossier:
        serveur = Serveur(dossier)
        serveur.creer()
        serveur.demarrer()
        try:
            for commande in ("migrate", "createcachetable"):
                subprocess.run(
                    [sys.executable, "manage.py", commande, "--verbosity", "0"],
                    env={**os.environ, "DATABASE_URL": serveur.url},
                    check=True,
                )
            yield serveur
        finally:
            serveur.arreter()
