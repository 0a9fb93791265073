"""Stories played by a real browser on the real demo: its server, its worker, its database."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, expect, sync_playwright

TELEPHONE = {"width": 390, "height": 844}
BUREAU = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/parcours/" in str(item.path):
            item.add_marker("parcours")


@pytest.fixture(autouse=True)
def _base():
    """The stories have the demo's database, not pytest's."""


@dataclass(frozen=True)
class Portail:
    """The demo network in service, and what a visitor does on it again and again."""

    adresse: str

    def ouvrir(self, page: Page, chemin: str):
        return page.goto(self.adresse + chemin)

    def connecter(self, page: Page, qui: str, mot_de_passe: str = "demo"):
        self.ouvrir(page, "/compte/login/")
        page.get_by_label("Courriel").fill(f"{qui}@example.org")
        page.get_by_label("Mot de passe").fill(mot_de_passe)
        page.get_by_role("button", name="Se connecter", exact=True).click()
        expect(page).to_have_url(re.compile("/mon-espace/"))

    def dernier_courriel(self, page: Page, destinataire: str, objet: str):
        """Wait for the worker, then open the newest mail to this address about `objet`."""
        fin = time.monotonic() + 30
        lien = page.get_by_role("link", name=re.compile(re.escape(objet)))
        while True:
            self.ouvrir(page, f"/demo/courriels/?q={destinataire}")
            if lien.count() or time.monotonic() > fin:
                break
            time.sleep(0.5)
        lien.first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(objet)
        if page.locator("main iframe").count():
            page.get_by_text("Version texte").click()


@pytest.fixture(scope="session")
def portail(tmp_path_factory):
    """A demo of our own; or the one at PORTAIL_URL, to write a story without waiting."""
    if adresse := os.environ.get("PORTAIL_URL"):
        yield Portail(adresse)
        return
    dossier = tmp_path_factory.mktemp("portail")
    port = _port_libre()
    environnement = {
        **os.environ,
        "DEBUG": "1",
        "DATABASE_URL": f"sqlite:///{dossier / 'demo.sqlite3'}",
        "MEDIA_ROOT": str(dossier / "media"),
        "PORT": str(port),
    }
    for commande in (["migrate"], ["createcachetable"], ["demo"]):
        subprocess.run(
            [sys.executable, "manage.py", *commande],
            cwd=settings.BASE_DIR,
            env=environnement,
            check=True,
            capture_output=True,
        )
    with (dossier / "serveur.log").open("w") as journal:
        serveur = subprocess.Popen(
            [sys.executable, "manage.py", "servir_la_demo"],
            cwd=settings.BASE_DIR,
            env=environnement,
            stdout=journal,
            stderr=subprocess.STDOUT,
        )
        try:
            adresse = f"http://127.0.0.1:{port}"
            _attendre(adresse, serveur)
            yield Portail(adresse)
        finally:
            serveur.send_signal(signal.SIGTERM)
            serveur.wait(40)


def _port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


def _attendre(adresse, serveur):
    for _ in range(200):
        try:
            urllib.request.urlopen(f"{adresse}/sante/", timeout=5)
            return
        except (urllib.error.URLError, ConnectionError):
            assert serveur.poll() is None, "le serveur de la démonstration s’est arrêté"
            time.sleep(0.2)
    raise AssertionError("le serveur de la démonstration ne répond pas")


@pytest.fixture(scope="session")
def navigateur():
    with sync_playwright() as playwright:
        navigateur = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
            ],
        )
        yield navigateur
        navigateur.close()


@pytest.fixture
def ouvrir_un_onglet(navigateur, portail):
    """Open pages whose console errors and outside requests make the story fail."""
    contextes, reproches = [], []

    def surveiller(page):
        page.on("pageerror", lambda erreur: reproches.append(f"{page.url} : {erreur}"))
        page.on(
            "console",
            lambda m: reproches.append(f"{page.url} : {m.text}") if _inquietant(m) else None,
        )
        page.on(
            "request",
            lambda r: (
                None
                if r.url.startswith((portail.adresse, "data:", "blob:"))
                else reproches.append(f"{page.url} demande {r.url}")
            ),
        )

    def ouvrir(**options):
        contexte = navigateur.new_context(
            **{"viewport": TELEPHONE, "locale": "fr-FR", "accept_downloads": True, **options}
        )
        contexte.set_default_timeout(15_000)
        contextes.append(contexte)
        contexte.on("page", surveiller)
        return contexte.new_page()

    yield ouvrir
    for contexte in contextes:
        contexte.close()
    assert reproches == []


def _inquietant(message) -> bool:
    """A page answered 4xx on purpose is no defect; a script error or a CSP violation is."""
    return message.type == "error" and "status of 4" not in message.text


@pytest.fixture
def page(ouvrir_un_onglet):
    """A phone."""
    return ouvrir_un_onglet()


@pytest.fixture
def bureau(ouvrir_un_onglet):
    """A desk screen."""
    return ouvrir_un_onglet(viewport=BUREAU)


@pytest.fixture(scope="session")
def axe():
    """Names of the axe rules that a page breaks, with where."""
    moteur = Axe()

    def violations(page: Page):
        resultat = moteur.run(page)
        return [
            (violation["id"], noeud["html"][:120])
            for violation in resultat.response["violations"]
            for noeud in violation["nodes"]
        ]

    return violations
