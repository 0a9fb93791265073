"""A Redis of the test's own, on a port nobody uses: started, killed, started again."""

import shutil
import signal
import socket
import subprocess
import time

import pytest

from reseau.socle.cache import RedisOuBase

PROGRAMME = shutil.which("redis-server")
sans_redis = pytest.mark.skipif(
    PROGRAMME is None, reason="redis-server n’est pas installé ici (apt install redis-server)"
)


def port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


class RedisASoi:
    def __init__(self, dossier):
        self.dossier, self.port, self.processus = dossier, port_libre(), None
        self.adresse = f"redis://127.0.0.1:{self.port}/0"

    def demarrer(self):
        # Nothing is written to disk: what a killed one knew is lost, as after a crash.
        commande = [PROGRAMME, "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self.processus = subprocess.Popen(
            [*commande, "--appendonly", "no", "--dir", str(self.dossier)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._attendre()

    def _attendre(self):
        for _essai in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("redis-server n’a pas démarré")

    def geler(self):
        """Its connections stay open, and nothing comes back on them."""
        self.processus.send_signal(signal.SIGSTOP)

    def tuer(self):
        """kill -9: no farewell to those who were connected."""
        if self.processus is not None:
            self.processus.kill()
            self.processus.wait()
            self.processus = None


class RedisMuet:
    """Accepts whoever calls, and never says a word: a frozen machine, a full network."""

    def __init__(self):
        self.prise = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.adresse = f"redis://127.0.0.1:{self.prise.getsockname()[1]}/0"

    def fermer(self):
        self.prise.close()


def caches(adresse) -> dict:
    """CACHES as the settings make it of CACHE_URL=redis://…"""
    return {
        "default": {
            "BACKEND": f"{RedisOuBase.__module__}.{RedisOuBase.__name__}",
            "LOCATION": adresse,
        },
        "secours": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
        },
    }
