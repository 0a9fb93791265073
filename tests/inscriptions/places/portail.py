"""gunicorn as in production, on the database of the rush: 2 processes of 4 threads."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection


@contextlib.contextmanager
def en_marche(url, *, application="reseau.wsgi", attente="120", **reglages):
    """Yield the port. `application` is the portal, or a witness that one of its guards lacks.

    `attente` is DATABASE_TIMEOUT: so long that only a seat too many fails a rush. The name under
    which PostgreSQL knows its connections ends with its port. `reglages`: more of the environment.
    """
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port = prise.getsockname()[1]
    serveur = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", f"{application}:application"),
            *("--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{port}"),
            *("--log-level", "critical", "--timeout", "120"),
        ],
        env={
            **os.environ,
            "DEBUG": "1",
            "DATABASE_URL": url,
            "DATABASE_TIMEOUT": attente,
            "PGAPPNAME": f"portail-{port}",
            "PROPOSITION_HEURES": "0",
            "EMAIL_URL": "smtp://127.0.0.1:9",
            **reglages,
        },
        stderr=subprocess.DEVNULL,
    )
    try:
        _attendre(port)
        yield port
    finally:
        serveur.send_signal(signal.SIGTERM)
        serveur.wait(30)


def _attendre(port):
    for _ in range(600):
        connexion = HTTPConnection("127.0.0.1", port, timeout=30)
        with contextlib.suppress(OSError), contextlib.closing(connexion):
            connexion.request("GET", "/sante/")
            if connexion.getresponse().read():
                return
        time.sleep(0.1)
    raise AssertionError("le portail n’a pas démarré")
