"""Log in with another service: a real one, small, answering on this machine."""

import json
import re
from urllib.parse import parse_qs, urlparse

import pytest
from allauth.socialaccount.models import SocialApp
from django.test import Client
from django.urls import reverse

from inscriptions.models import Inscription
from reseau.models import Personne
from tests.factories import InscriptionFactory, PersonneFactory
from tests.reseau.service_d_identite import DEPART, ServiceDIdentite


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


ADRESSE = {"server_url": "https://sso.example.org"}
MAL_ECRITS = [
    {"provider_id": ""},
    {"provider_id": "a/b"},
    {"provider_id": ".."},
    {"settings": []},
    {"settings": "x"},
    {"settings": {}},
    {"settings": {"server_url": 12}},
]


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("champs", MAL_ECRITS)
def test_un_service_mal_ecrit_ne_ferme_que_sa_propre_porte(client, service, champs):
    ecrit = {"provider_id": "mal", "settings": ADRESSE, **champs}
    SocialApp.objects.create(provider="openid_connect", name="Mal écrit", client_id="c", **ecrit)

    page = client.get(reverse("account_login")).content.decode()

    assert DEPART in page
    assert "Mal écrit" not in page
    assert client.get(reverse("account_signup")).status_code == 200
    assert client.post("/compte/oidc/mal/login/").status_code == 404
    client.force_login(PersonneFactory())
    assert client.get(reverse("socialaccount_connections")).status_code == 200


@pytest.mark.parametrize(
    ("champs", "erreur"),
    [
        *((champs, "provider_id") for champs in MAL_ECRITS[:3]),
        *((champs, "settings") for champs in MAL_ECRITS[3:]),
        ({"settings": None}, "settings"),
        ({"provider_id": "sso"}, "provider_id"),
    ],
)
def test_le_formulaire_refuse_un_service_mal_ecrit(client, service, champs, erreur):
    client.force_login(PersonneFactory(superutilisatrice=True))
    saisie = {"provider_id": "bien", "settings": ADRESSE, **champs}
    donnees = {
        "provider": "openid_connect",
        "name": "Un service",
        "client_id": "c",
        "provider_id": saisie["provider_id"],
        "settings": json.dumps(saisie["settings"]),
    }

    reponse = client.post(reverse("admin:socialaccount_socialapp_add"), donnees)

    assert list(reponse.context["adminform"].form.errors) == [erreur]
    assert SocialApp.objects.count() == 1


def test_deux_services_du_meme_nom_laissent_le_premier_ouvrir(client, service):
    SocialApp.objects.create(
        provider="openid_connect", provider_id="sso", name="Le second", settings=ADRESSE
    )

    page = client.get(reverse("account_login")).content.decode()

    assert "Le second" not in page
    assert f"{service}/authorization_endpoint" in client.post(DEPART).content.decode()


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("annonce", [[], "x", None, {}, {"issuer": "seul"}])
def test_un_service_qui_repond_autre_chose_n_est_pas_une_panne_de_chez_nous(
    client, service, monkeypatch, annonce
):
    monkeypatch.setattr(ServiceDIdentite, "annonce", annonce)

    assert client.post(DEPART).status_code == 401


@pytest.mark.ignore_template_errors
def test_un_service_eteint_non_plus(client, service):
    SocialApp.objects.update(settings={"server_url": "http://127.0.0.1:1"})

    assert client.post(DEPART).status_code == 401
