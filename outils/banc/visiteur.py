"""A small HTTP visitor over one kept-alive connection, as a browser behind the proxy would be."""

import re
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import urlencode

HOTE = "faitiere.example.org"


class Visiteur:
    def __init__(self, port: int, adresse_ip: str = "192.0.2.1"):
        self.port = port
        self.cookies: dict[str, str] = {}
        self.entetes = {
            "Host": HOTE,
            "Referer": f"https://{HOTE}/",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": adresse_ip,
        }
        self.connexion = HTTPConnection("127.0.0.1", port, timeout=120)

    def demander(self, methode: str, chemin: str, corps: dict | None = None) -> tuple[int, bytes]:
        """Return status and body, reopening a connection that the server closed meanwhile."""
        entetes = dict(self.entetes)
        if self.cookies:
            entetes["Cookie"] = "; ".join(f"{nom}={v}" for nom, v in self.cookies.items())
        donnees = None
        if corps is not None:
            donnees = urlencode(corps)
            entetes["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            return self._envoyer(methode, chemin, donnees, entetes)
        except (HTTPException, ConnectionError):
            self.connexion.close()
            return self._envoyer(methode, chemin, donnees, entetes)

    def _envoyer(self, methode, chemin, donnees, entetes):
        self.connexion.request(methode, chemin, donnees, entetes)
        reponse = self.connexion.getresponse()
        texte = reponse.read()
        for valeur in reponse.headers.get_all("Set-Cookie") or []:
            self.cookies.update({c.key: c.value for c in SimpleCookie(valeur).values()})
        return reponse.status, texte

    def s_inscrire(self, slug: str, numero: str) -> tuple[int, bytes]:
        return self.remplir(f"/ateliers/{slug}/inscription/", numero)

    def prendre_le_cycle(self, slug: str, numero: str, jours: list[int]) -> tuple[int, bytes]:
        cases = {f"jour_{jour}": "on" for jour in jours}
        return self.remplir(f"/cycles/{slug}/inscription/", numero, cases)

    def remplir(self, chemin: str, numero: str, champs: dict | None = None) -> tuple[int, bytes]:
        """Open the form then post it, as a person does: two requests."""
        statut, page = self.demander("GET", chemin)
        if statut != 200:
            return statut, page
        jeton = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1].decode()
        return self.demander(
            "POST",
            chemin,
            {
                "csrfmiddlewaretoken": jeton,
                "prenom": "Alix",
                "nom": f"Banc {numero}",
                "courriel": f"alix.{numero}@example.org",
                "profil": "porteur",
                **(champs or {}),
            },
        )
