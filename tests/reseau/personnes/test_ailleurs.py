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

from inscriptions.models import Inscription
from reseau.models import Personne
from tests.factories import InscriptionFactory, PersonneFactory

DEPART = "/compte/oidc/sso/login/"


class ServiceDIdentite(BaseHTTPRequestHandler):
    prouvee = True  # what it says of the address

    def do_GET(self):
        ici = f"http://{self.headers['Host']}"
        noms = ("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint")
        annonce = {nom: f"{ici}/{nom}" for nom in noms}
        elle = {
            "sub": "1",
            "email": "sonia@example.org",
            "email_verified": self.prouvee,
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


def aller_et_revenir(client, depart=DEPART):
    page = client.post(depart).content.decode()
    (adresse,) = re.findall(r'content="0;url=([^"]+)"', page)
    etat = parse_qs(urlparse(adresse.replace("&amp;", "&")).query)["state"][0]
    return client.get(f"{DEPART}callback/", {"code": "c", "state": etat}, follow=True)


def test_elle_revient_connectee(client, service):
    reponse = aller_et_revenir(client)

    assert reponse.redirect_chain[-1][0] == reverse("mon_espace")
    elle = Personne.objects.get()
    assert (elle.email, elle.prenom, elle.nom) == ("sonia@example.org", "Sonia", "O" * 80)
    assert elle.emailaddress_set.get().verified


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("dit", [False, None, "false", "non", 0])
def test_une_adresse_que_le_service_n_a_pas_prouvee_n_ouvre_rien(client, service, monkeypatch, dit):
    """Neither the account, nor the registrations made with that address."""
    monkeypatch.setattr(ServiceDIdentite, "prouvee", dit)
    InscriptionFactory(courriel="sonia@example.org")

    reponse = aller_et_revenir(client)

    assert reponse.redirect_chain[-1][0] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    elle = Personne.objects.get()
    assert [a.verified for a in elle.emailaddress_set.all()] == [False]
    assert not Inscription.objects.de(elle).exists()


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("dit", [True, False])
def test_l_adresse_d_un_compte_qui_existe_ne_le_donne_pas_a_qui_vient_d_ailleurs(
    client, service, monkeypatch, dit
):
    monkeypatch.setattr(ServiceDIdentite, "prouvee", dit)
    sonia = PersonneFactory(email="sonia@example.org", superutilisatrice=True)
    sonia.emailaddress_set.create(email=sonia.email, verified=True, primary=True)

    aller_et_revenir(client)

    assert "_auth_user_id" not in client.session
    assert not sonia.socialaccount_set.exists()


@pytest.mark.ignore_template_errors
def test_relier_un_compte_d_ailleurs_n_ajoute_pas_son_adresse(client, service):
    rose = PersonneFactory(email="rose@example.org")
    rose.emailaddress_set.create(email=rose.email, verified=True, primary=True)
    InscriptionFactory(courriel="sonia@example.org")
    client.force_login(rose)

    aller_et_revenir(client, f"{DEPART}?process=connect")

    assert rose.socialaccount_set.count() == 1
    assert [a.email for a in rose.emailaddress_set.all()] == ["rose@example.org"]
    assert not Inscription.objects.de(rose).exists()


def test_sans_jeton_personne_ne_part(service):
    assert Client(enforce_csrf_checks=True).post(DEPART).status_code == 403
