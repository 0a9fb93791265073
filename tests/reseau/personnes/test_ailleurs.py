"""Log in with another service: a real one, small, answering on this machine."""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import pytest
from allauth.socialaccount.models import SocialApp
from django.test import Client
from django.urls import reverse

from reseau.models import Personne

DEPART = "/compte/oidc/sso/login/"


class ServiceDIdentite(BaseHTTPRequestHandler):
    def do_GET(self):
        ici = f"http://{self.headers['Host']}"
        noms = ("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint")
        annonce = {nom: f"{ici}/{nom}" for nom in noms}
        elle = {
            "sub": "1",
            "email": "sonia@example.org",
            "email_verified": True,
            "given_name": "Sonia",
            "family_name": "O" * 99,
        }
        self.repondre(elle if "userinfo" in self.path else annonce)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.repondre({"access_token": "jeton", "token_type": "Bearer"})

    def repondre(self, donnees):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(donnees).encode())

    def log_message(self, *args):
        """Silent."""


@pytest.fixture
def service():
    with ThreadingHTTPServer(("127.0.0.1", 0), ServiceDIdentite) as serveur:
        threading.Thread(target=serveur.serve_forever, daemon=True).start()
        adresse = f"http://127.0.0.1:{serveur.server_address[1]}"
        SocialApp.objects.create(
            provider="openid_connect",
            provider_id="sso",
            name="Le portail régional",
            client_id="faitiere",
            secret="secret",
            settings={"server_url": adresse},
        )
        yield adresse
        serveur.shutdown()


def test_la_page_de_connexion_y_mene_et_regarder_n_envoie_personne(client, service):
    assert DEPART in client.get(reverse("account_login")).content.decode()

    page = client.get(DEPART)

    assert "Se connecter avec «\xa0Le portail régional\xa0»" in page.content.decode()
    assert service not in page.content.decode()


def test_un_formulaire_ne_redirige_jamais_ailleurs_car_la_csp_le_retiendrait(client, service):
    reponse = client.post(DEPART)

    assert reponse.status_code == 200
    assert "form-action 'self'" in reponse["Content-Security-Policy"]
    assert f'content="0;url={service}/authorization_endpoint?' in reponse.content.decode()


def test_elle_revient_connectee(client, service):
    page = client.post(DEPART).content.decode()
    (adresse,) = re.findall(r'content="0;url=([^"]+)"', page)
    etat = parse_qs(urlparse(adresse.replace("&amp;", "&")).query)["state"][0]

    reponse = client.get(f"{DEPART}callback/", {"code": "c", "state": etat}, follow=True)

    assert reponse.redirect_chain[-1][0] == reverse("mon_espace")
    elle = Personne.objects.get()
    assert (elle.email, elle.prenom, elle.nom) == ("sonia@example.org", "Sonia", "O" * 80)
    assert elle.emailaddress_set.get().verified


def test_sans_jeton_personne_ne_part(service):
    assert Client(enforce_csrf_checks=True).post(DEPART).status_code == 403
