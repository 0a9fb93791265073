"""The pages and mails of allauth wear our look and speak our French."""

import html
import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from tests.factories import MOT_DE_PASSE, PersonneFactory, ReseauFactory

OUVERTES = [
    ("account_login", "Se connecter"),
    ("account_signup", "Créer un compte"),
    ("account_request_login_code", "Recevoir un code"),
    ("account_reset_password", "Mot de passe oublié"),
    ("account_reset_password_done", "Regardez vos courriels"),
    ("account_email_verification_sent", "Regardez vos courriels"),
]
FERMEES = [
    ("account_email", "Mon courriel"),
    ("account_change_password", "Modifier le mot de passe"),
    ("account_logout", "Se déconnecter"),
    ("mfa_index", "Double vérification"),
    ("mfa_activate_totp", "Activer l’application de codes"),
    ("mfa_add_webauthn", "Ajouter une clé d’accès"),
    ("mfa_list_webauthn", "Clés d’accès"),
]


@pytest.fixture
def personne():
    personne = PersonneFactory(email="camille@example.org")
    EmailAddress.objects.create(user=personne, email=personne.email, verified=True, primary=True)
    return personne


MAL_ECRIT = re.compile(r"\w'\w|[ \w][?!;:](?:\s|$)|« | »")


def mal_ecrit(reponse):
    """Bits of the page whose apostrophes, quotes or spaces are not those of a French book."""
    principal = reponse.content.decode().split("<main", 1)[1].split("</main>")[0]
    texte = html.unescape(re.sub(r"<[^>]*>", "\n", principal))
    return [ligne for ligne in texte.splitlines() if MAL_ECRIT.search(ligne)]


def titres(reponse):
    return re.findall(r"<h1[^>]*>\s*(.*?)\s*</h1>", reponse.content.decode(), re.S)


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize(("nom", "titre"), OUVERTES)
def test_une_page_ouverte_d_allauth_est_dans_notre_look(client, nom, titre):
    reponse = client.get(reverse(nom))

    page = reponse.content.decode()
    assert titres(reponse) == [titre]
    assert mal_ecrit(reponse) == []
    assert 'class="entete"' in page
    assert not re.search(r"style=|<script(?![^>]*(src=|application/json))", page)


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize(("nom", "titre"), FERMEES)
def test_une_page_du_compte_est_dans_notre_look(client, personne, nom, titre):
    client.force_login(personne)
    assert mal_ecrit(client.get(reverse("account_reauthenticate"))) == []
    client.post(reverse("account_reauthenticate"), {"password": MOT_DE_PASSE})

    reponse = client.get(reverse(nom))

    page = reponse.content.decode()
    assert titres(reponse) == [titre]
    assert mal_ecrit(reponse) == []
    assert 'class="menu-de-cote"' in page
    assert not re.search(r"style=|<script(?![^>]*(src=|application/json))", page)


@pytest.mark.ignore_template_errors
def test_un_mot_de_passe_faux_est_dit_en_tete_et_ne_dit_pas_si_le_compte_existe(client, personne):
    faux = client.post(reverse("account_login"), {"login": personne.email, "password": "faux"})
    inconnu = client.post(reverse("account_login"), {"login": "x@example.org", "password": "faux"})

    phrase = "L’adresse ou le mot de passe ne convient pas."
    assert [phrase in faux.content.decode(), phrase in inconnu.content.decode()] == [True, True]
    assert "pas encore complet" not in faux.content.decode()


@pytest.mark.ignore_template_errors
def test_le_code_de_connexion_part_dans_un_courriel_court_et_en_francais(
    client, personne, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    ReseauFactory(nom="Les Granges")

    client.post(reverse("account_request_login_code"), {"email": personne.email})

    (courriel,) = mail.outbox
    assert courriel.subject == "Votre code de connexion"
    assert courriel.to == ["camille@example.org"]
    assert courriel.body.startswith("Bonjour,\n\nVoici votre code de connexion")
    assert courriel.body.endswith("À bientôt,\nLes Granges")
    assert len(courriel.body) < 400


@pytest.mark.ignore_template_errors
def test_creer_un_compte_souhaite_la_bienvenue_et_demande_de_confirmer(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    ReseauFactory(nom="Les Granges")

    client.post(
        reverse("account_signup"),
        {
            "prenom": "Lou",
            "nom": "Vidal",
            "email": "lou@example.org",
            "password1": "tuiles et mortier 9",
        },
    )

    (courriel,) = mail.outbox
    assert courriel.subject == "Bienvenue ! Confirmez votre adresse"
    lien = re.search(r"http\S+", courriel.body)[0]
    assert titres(client.get(lien)) == ["Confirmer mon adresse"]


@pytest.mark.ignore_template_errors
def test_une_adresse_deja_prise_n_est_pas_devoilee(client, personne, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    reponse = client.post(
        reverse("account_signup"),
        {
            "prenom": "Lou",
            "nom": "Vidal",
            "email": personne.email,
            "password1": "tuiles et mortier 9",
        },
    )

    assert reponse.url == reverse("account_email_verification_sent")
    assert [c.subject for c in mail.outbox] == ["Vous avez déjà un compte"]
