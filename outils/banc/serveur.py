"""gunicorn as in production: 2 workers of 4 threads, preloaded."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time

from .visiteur import Visiteur


@contextlib.contextmanager
def en_marche():
    """Start the server on a free port, yield the port, stop it."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port = prise.getsockname()[1]
    serveur = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "outils.banc.wsgi", "--preload"),
            *("--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{port}"),
            *("--keep-alive", "5", "--log-level", "error"),
        ],
        env=os.environ,
    )
    try:
        _attendre(port)
        yield port
    finally:
        serveur.send_signal(signal.SIGTERM)
        serveur.wait(30)


def _attendre(port):
    for _ in range(300):
        with contextlib.suppress(OSError):
            if Visiteur(port).demander("GET", "/banc/nue/")[0] == 200:
                return
        time.sleep(0.1)
    raise SystemExit("Le serveur de mesure n’a pas démarré.")
