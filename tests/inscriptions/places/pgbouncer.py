"""A real PgBouncer in transaction mode: whoever asks, one connection to the server answers all."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

# Debian puts it where only root looks.
PROGRAMME = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
REGLAGES = """[databases]
{base} = host={hote} port={port_du_serveur} user={compte} pool_size=1
{base}_a_deux = dbname={base} host={hote} port={port_du_serveur} user={compte} pool_size=2
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
reserve_pool_size = 0
max_client_conn = 200
admin_users = {compte}
"""


@contextlib.contextmanager
def en_marche(url):
    """Yield the address to use instead of `url`: all share one connection to the server, or two
    with « _a_deux » after it. As PostgreSQL, it refuses to run as root."""
    vrai = urlsplit(url)
    with socket.create_server(("127.0.0.1", 0)) as prise:
        port = prise.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="pgbouncer", dir="/tmp") as dossier:
        ini = Path(dossier) / "pgbouncer.ini"
        base, compte = vrai.path.lstrip("/"), vrai.username
        ini.write_text(
            REGLAGES.format(
                base=base,
                hote=vrai.hostname,
                port_du_serveur=vrai.port or 5432,
                compte=compte,
                port=port,
            )
        )
        Path(dossier).chmod(0o755)
        comme = ["setpriv", "--reuid=nobody", "--clear-groups"] if os.geteuid() == 0 else []
        processus = subprocess.Popen(
            [*comme, PROGRAMME, ini], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            adresse = f"postgres://{compte}@127.0.0.1:{port}/{base}"
            _attendre(adresse)
            yield adresse
        finally:
            processus.terminate()
            processus.wait(20)


def connexions(adresse):
    """How many it holds: (with the clients, with the server)."""
    console = adresse.rsplit("/", 1)[0] + "/pgbouncer"
    with psycopg.connect(console, autocommit=True) as admin:
        base = adresse.rsplit("/", 1)[1]
        curseur = admin.execute("SHOW POOLS")
        noms = [colonne.name for colonne in curseur.description]
        lignes = [dict(zip(noms, ligne, strict=True)) for ligne in curseur]
    siens = [ligne for ligne in lignes if ligne["database"] == base]
    return (
        sum(ligne["cl_active"] + ligne["cl_waiting"] for ligne in siens),
        sum(ligne["sv_active"] + ligne["sv_idle"] + ligne["sv_used"] for ligne in siens),
    )


def _attendre(adresse):
    for _ in range(100):
        with contextlib.suppress(psycopg.Error), psycopg.connect(adresse) as essai:
            essai.execute("SELECT 1")
            return
        time.sleep(0.1)
    raise AssertionError("PgBouncer n’a pas démarré")
