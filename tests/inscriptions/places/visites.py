"""A crowd of browsers in one process: each opens a page, then all press their buttons at once."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from threading import Barrier
from types import SimpleNamespace
from urllib.parse import urlencode

from tests.formulaires import champs_du_formulaire

JETON = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class Navigateur:
    """One connection and its cookies."""

    def __init__(self, port, session=None, patience=120):
        self.connexion = HTTPConnection("127.0.0.1", port, timeout=patience)
        self.cookies = {"sessionid": session} if session else {}

    def demander(self, methode, chemin, champs=None):
        entetes = {"Cookie": "; ".join(f"{nom}={v}" for nom, v in self.cookies.items())}
        if champs is not None:
            entetes["Content-Type"] = "application/x-www-form-urlencoded"
        corps = urlencode(champs) if champs is not None else None
        self.connexion.request(methode, chemin, corps, entetes)
        reponse = self.connexion.getresponse()
        page = reponse.read()
        for valeur in reponse.headers.get_all("Set-Cookie") or []:
            self.cookies.update({c.key: c.value for c in SimpleCookie(valeur).values()})
        self.connexion.close()
        return reponse.status, page


class Visite:
    """GET `page`, then POST `champs` to `vers` with what the page's own form holds."""

    def __init__(self, port, page, champs, vers=None, formulaire=None, session=None):
        self.navigateur = Navigateur(port, session)
        self.page, self.vers, self.champs = page, vers or page, champs
        self.formulaire = formulaire

    def ouvrir(self):
        statut, page = self.navigateur.demander("GET", self.page)
        if statut != 200:
            raise RuntimeError(f"{self.page} répond {statut}")
        if self.formulaire:
            reponse = SimpleNamespace(content=page)
            self.champs = champs_du_formulaire(reponse, self.formulaire) | self.champs
        self.champs["csrfmiddlewaretoken"] = JETON.search(page)[1].decode()

    def envoyer(self):
        """The status, and whether the answer is a form that says no."""
        statut, page = self.navigateur.demander("POST", self.vers, self.champs)
        return [statut, "est complète" in page.decode()]


en_route = []


def ouvrir(port, visites):
    """Each her page. Nobody sends before all the processes did, or the last find it changed."""
    en_route[:] = [Visite(port, **visite) for visite in visites]
    with ThreadPoolExecutor(max(1, len(en_route))) as fils:
        return len(list(fils.map(Visite.ouvrir, en_route)))


def envoyer():
    """The answers, in the order of the visits opened."""
    depart = Barrier(len(en_route)) if en_route else None

    def une(visite):
        depart.wait()
        return visite.envoyer()

    with ThreadPoolExecutor(max(1, len(en_route))) as fils:
        return list(fils.map(une, en_route))


def insister(port, visites, fils, patience, essais):
    """For each visit the statuses of her tries, and how long each took.

    A few at a time, without waiting for each other: who met an error page never reaches the start.
    """

    def une(visite):
        statuts, attentes = [], []
        while len(statuts) < essais and 302 not in statuts:
            time.sleep(0.2 * len(statuts))  # the time to read « réessayez »
            debut = time.monotonic()
            statuts.append(_essayer(port, visite, patience))
            attentes.append(time.monotonic() - debut)
        return {"essais": statuts, "attentes": attentes}

    with ThreadPoolExecutor(fils) as executeur:
        return list(executeur.map(une, visites))


def _essayer(port, visite, patience):
    """The status of the first page that is not what she came for, else of her answer."""
    navigateur = Navigateur(port, patience=patience)
    statut, page = navigateur.demander("GET", visite["page"])
    if statut != 200:
        return statut
    jeton = {"csrfmiddlewaretoken": JETON.search(page)[1].decode()}
    return navigateur.demander("POST", visite["page"], visite["champs"] | jeton)[0]
