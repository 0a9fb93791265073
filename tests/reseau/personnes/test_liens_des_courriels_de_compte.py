"""Scanners of mail open the links of the accounts' letters too: reading must change nothing."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client

from reseau.models import Courriel
from tests.factories import PersonneFactory
from tests.inscriptions.courriels.test_liens import tout

LIEN = re.compile(rf"{settings.SITE_URL}(/\S*)")
ROSE = "rose@example.org"
NOUVELLE = {"prenom": "Rose", "nom": "Castéra", "password1": "une grange à Simorre"}


def creer_un_compte(adresse):
    Client().post("/compte/signup/", {**NOUVELLE, "email": adresse})


def demander_un_mot_de_passe(adresse):
    Client().post("/compte/password/reset/", {"email": adresse})


def changer_d_adresse(personne):
    client = Client()
    client.force_login(personne)
    client.post("/compte/email/", {"email": "autre@example.org", "action_add": ""})


def se_tromper_six_fois(adresse):
    for _essai in range(6):
        Client().post("/compte/login/", {"login": adresse, "password": "faux"})


# Each letter of an account that holds a link, and how it comes to be written.
LETTRES = {
    "email_confirmation_signup": lambda rose: creer_un_compte("nouvelle@example.org"),
    "account_already_exists": lambda rose: creer_un_compte(ROSE),
    "email_confirmation": changer_d_adresse,
    "password_reset_key": lambda rose: demander_un_mot_de_passe(ROSE),
    "unknown_account": lambda rose: demander_un_mot_de_passe("inconnue@example.org"),
    "essais_refuses": lambda rose: se_tromper_six_fois(ROSE),
}
OBJETS = {
    "email_confirmation_signup": "Bienvenue",
    "account_already_exists": "Vous avez déjà un compte",
    "email_confirmation": "Confirmez",
    "password_reset_key": "mot de passe",
    "unknown_account": "compte",
    "essais_refuses": "essais de connexion",
}


@pytest.fixture
def rose(settings):
    """An account whose address is confirmed; letters go to the outbox, as in production."""
    settings.EMAIL_BACKEND = "reseau.socle.courriels.backend.BoiteDEnvoi"
    personne = PersonneFactory(email=ROSE)
    EmailAddress.objects.create(user=personne, email=ROSE, verified=True, primary=True)
    return personne


def test_chaque_lettre_de_compte_qui_porte_un_lien_est_essayee():
    gabarits = [*settings.BASE_DIR.glob("templates/account/email/*_message.txt")]
    gabarits += settings.BASE_DIR.glob("templates/mfa/email/*_message.txt")

    avec_lien = {
        g.name.removesuffix("_message.txt") for g in gabarits if "_url }}" in g.read_text()
    }

    assert avec_lien == set(LETTRES)


@pytest.mark.parametrize("lettre", LETTRES)
def test_ouvrir_les_liens_d_une_lettre_de_compte_ne_change_rien(lettre, rose):
    LETTRES[lettre](rose)
    courriel = Courriel.objects.get()
    assert OBJETS[lettre] in courriel.objet
    assert "testserver" not in courriel.texte + courriel.html
    liens = LIEN.findall(courriel.texte + " " + courriel.html)
    avant = tout()

    statuts = {
        (lien, methode): getattr(Client(), methode)(lien).status_code
        for lien in liens
        for methode in ("get", "head")
    }

    assert set(statuts.values()) in ({200}, {302}), statuts
    assert tout() == avant


@pytest.mark.parametrize("lettre", ["email_confirmation_signup", "email_confirmation"])
def test_temoin_le_bouton_de_la_page_de_confirmation_change_bien_quelque_chose(lettre, rose):
    """Negative control: the same look at the tables sees what the button does."""
    LETTRES[lettre](rose)
    lien = LIEN.search(Courriel.objects.get().texte)[1]
    avant = tout()

    Client().post(lien)

    assert tout() != avant
