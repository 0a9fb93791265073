"""The portal as in production: gunicorn and its configuration file, HTTPS told by the proxy."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.conf import settings

HOTE = "portail.example.org"


class Production:
    def __init__(self, dossier, base, dsn):
        self.dossier = dossier
        self.sortie = dossier / "journal.txt"
        with socket.create_server(("127.0.0.1", 0)) as prise:
            self.port = prise.getsockname()[1]
        self.environnement = {
            **os.environ,
            "DEBUG": "0",
            "SECRET_KEY": "abcdefghij0123456789-abcdefghij0123456789-abcdefghij",
            "SITE_URL": f"https://{HOTE}",
            "ALLOWED_HOSTS": HOTE,
            "EMAIL_URL": "smtp://127.0.0.1:9",
            "DATABASE_URL": base,
            "STATIC_ROOT": str(dossier / "statiques"),
            "SENTRY_DSN": dsn,
            "ACCESS_LOG": "-",
        }

    def preparer(self):
        self.commander("manage.py", "migrate", "-v0")
        self.commander("manage.py", "createcachetable")
        self.commander("manage.py", "collectstatic", "--noinput", "-v0")
        return json.loads(self.commander("-m", "tests.reseau.traces.preparer"))

    def commander(self, *arguments, verifier=True):
        with self.sortie.open("a") as sortie:
            fini = subprocess.run(
                [sys.executable, *arguments],
                cwd=settings.BASE_DIR,
                env=self.environnement,
                stdout=subprocess.PIPE,
                stderr=sortie,
                text=True,
                check=verifier,
            )
        return fini.stdout

    @contextlib.contextmanager
    def en_marche(self):
        with self.sortie.open("a") as sortie:
            serveur = subprocess.Popen(
                [
                    *(sys.executable, "-m", "gunicorn", "reseau.wsgi", "--preload"),
                    *("--threads", "2", "--bind", f"127.0.0.1:{self.port}"),
                ],
                cwd=settings.BASE_DIR,
                env=self.environnement,
                stdout=sortie,
                stderr=sortie,
            )
            try:
                self._attendre()
                yield self
            finally:
                serveur.send_signal(signal.SIGTERM)
                serveur.wait(30)

    def _attendre(self):
        for _ in range(600):
            with contextlib.suppress(OSError):
                if Visiteur(self.port).demander("GET", "/sante/").statut == 200:
                    return
            time.sleep(0.1)
        raise AssertionError(self.sortie.read_text())

    @property
    def journal(self):
        return self.sortie.read_text()


class Reponse:
    def __init__(self, reponse):
        self.statut = reponse.status
        self.entetes = reponse.headers
        self.page = reponse.read().decode()

    @property
    def content(self):
        return self.page.encode()

    @property
    def numero(self):
        """The one the page shows."""
        (numero,) = re.findall(r'class="code-a-lire">([^<]+)<', self.page)
        return numero


class Visiteur:
    """A browser behind the proxy, that comes from a private page."""

    def __init__(self, port, **entetes):
        self.port, self.entetes, self.cookies = port, entetes, {}

    def demander(self, methode, chemin, champs=None):
        entetes = {
            "Host": HOTE,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "203.0.113.7",
            "Origin": f"https://{HOTE}",
            "Cookie": "; ".join(f"{nom}={valeur}" for nom, valeur in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            **self.entetes,
        }
        connexion = HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connexion):
            connexion.request(methode, chemin, urlencode(champs or {}, doseq=True), entetes)
            reponse = connexion.getresponse()
            for ligne in reponse.headers.get_all("Set-Cookie") or []:
                self.cookies |= {c.key: c.value for c in SimpleCookie(ligne).values()}
            return Reponse(reponse)
