"""Accounts from end to end: every mail is read in the outbox, every link followed as people do."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.contrib.messages import get_messages
from django.urls import reverse

from reseau.models import Courriel, Personne
from tests.factories import MOT_DE_PASSE, PersonneFactory, ReseauFactory

NOUVELLE = {
    "prenom": "Rose",
    "nom": "Castéra",
    "email": "Rose.Castera@Example.org",
    "password1": "une grange à Simorre",
}


@pytest.fixture(autouse=True)
def _boite_d_envoi(settings):
    """Django's test runner swaps the e-mail backend; here the real one is under test."""
    settings.EMAIL_BACKEND = "reseau.socle.courriels.backend.BoiteDEnvoi"


@pytest.fixture
def personne():
    """An account whose address is confirmed."""
    personne = PersonneFactory(email="rose@example.org")
    EmailAddress.objects.create(user=personne, email=personne.email, verified=True, primary=True)
    return personne


def le_courriel():
    return Courriel.objects.get()


def lien(courriel):
    return re.search(rf"{settings.SITE_URL}(/\S+)", courriel.texte)[1]


def code(courriel):
    return re.search(r"^([A-Z0-9-]{6,})$", courriel.texte, re.MULTILINE)[1]


def se_connecter(client, courriel, mot_de_passe=MOT_DE_PASSE):
    return client.post("/compte/login/", {"login": courriel, "password": mot_de_passe})


def textes(reponse):
    return [str(m) for m in get_messages(reponse.wsgi_request)]


def est_connecte(client):
    return "_auth_user_id" in client.session


def test_de_l_inscription_a_la_premiere_connexion(client):
    ReseauFactory(nom="Tiers-lieux du Gers")

    inscription = client.post("/compte/signup/", NOUVELLE)

    personne = Personne.objects.get()
    assert inscription.url == "/compte/confirm-email/"
    assert (personne.prenom, personne.nom) == ("Rose", "Castéra")
    assert personne.email == "rose.castera@example.org"
    assert not personne.est_membre
    assert not est_connecte(client)
    courriel = le_courriel()
    assert courriel.destinataire == "rose.castera@example.org"
    assert courriel.objet == "Bienvenue ! Confirmez votre adresse"
    assert "Tiers-lieux du Gers" in courriel.texte

    page = client.get(lien(courriel))

    assert page.status_code == 200
    assert not EmailAddress.objects.get().verified, "un GET ne confirme rien"

    confirmation = client.post(lien(courriel))

    assert EmailAddress.objects.get().verified
    assert confirmation.url == "/mon-espace/"
    assert est_connecte(client)
    client.logout()

    connexion = se_connecter(client, "Rose.Castera@example.org", NOUVELLE["password1"])

    assert connexion.url == "/mon-espace/"
    assert est_connecte(client)


def test_le_lien_de_confirmation_suivi_ailleurs_mene_a_la_connexion(client, client_class):
    client.post("/compte/signup/", NOUVELLE)
    autre_navigateur = client_class()

    reponse = autre_navigateur.post(lien(le_courriel()))

    assert reponse.url == "/compte/login/"
    assert EmailAddress.objects.get().verified


def test_sans_confirmation_on_ne_se_connecte_pas(client):
    client.post("/compte/signup/", NOUVELLE)

    reponse = se_connecter(client, "rose.castera@example.org", NOUVELLE["password1"])

    assert reponse.url == "/compte/confirm-email/"
    assert not est_connecte(client)


def test_s_inscrire_avec_une_adresse_connue_repond_la_meme_chose(client, client_class, personne):
    inconnue = client_class().post("/compte/signup/", NOUVELLE)
    Courriel.objects.all().delete()

    connue = client.post("/compte/signup/", {**NOUVELLE, "email": personne.email})

    assert (connue.status_code, connue.url) == (inconnue.status_code, inconnue.url)
    assert [c.replace(personne.email, "X") for c in textes(connue)] == [
        c.replace("rose.castera@example.org", "X") for c in textes(inconnue)
    ]
    assert le_courriel().objet == "Vous avez déjà un compte"
    assert le_courriel().destinataire == personne.email
    assert Personne.objects.filter(email=personne.email).count() == 1


@pytest.mark.parametrize(
    ("changement", "champ", "erreur"),
    [
        ({"prenom": ""}, "prenom", "Il manque le prénom."),
        (
            {"email": "rose"},
            "email",
            "Cette adresse n’est pas complète : elle s’écrit comme rose@exemple.fr.",
        ),
        (
            {"password1": "court"},
            "password1",
            "Ce mot de passe est trop court. Il doit contenir au minimum 10 caractères.",
        ),
    ],
)
def test_une_inscription_incomplete_est_refusee_en_francais(client, changement, champ, erreur):
    reponse = client.post("/compte/signup/", NOUVELLE | changement)

    erreurs = reponse.context["form"].errors[champ]
    assert [e.replace("\xa0", " ") for e in erreurs] == [erreur]
    assert Personne.objects.count() == 0


def test_un_mauvais_mot_de_passe_ne_dit_pas_si_l_adresse_est_connue(client, personne):
    faux = se_connecter(client, personne.email, "pas le bon mot de passe")
    inconnu = se_connecter(client, "personne@example.org")

    attendu = {"__all__": ["L’adresse ou le mot de passe ne convient pas."]}
    assert faux.context["form"].errors == attendu
    assert inconnu.context["form"].errors == attendu


def test_apres_cinq_echecs_il_faut_attendre_meme_avec_le_bon_mot_de_passe(client, personne):
    for _essai in range(5):
        se_connecter(client, personne.email, "pas le bon mot de passe")

    reponse = se_connecter(client, personne.email)

    assert reponse.context["form"].errors["__all__"] == [
        "Trop d’essais sans succès\xa0: attendez un quart d’heure, ou recevez un code par courriel."
    ]
    assert not est_connecte(client)


def test_trop_de_demandes_montre_une_page_en_francais(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    client.post("/compte/password/reset/", {"email": "a@example.org"})

    reponse = client.post("/compte/password/reset/", {"email": "b@example.org"})

    assert reponse.status_code == 429
    assert "<h1>Doucement</h1>" in reponse.content.decode()


def test_un_compte_desactive_ne_se_connecte_pas(client, personne):
    personne.is_active = False
    personne.save()

    reponse = se_connecter(client, personne.email)

    assert not est_connecte(client)
    assert reponse.status_code == 302
    assert reponse.url == "/compte/inactive/"


def test_la_connexion_par_code_envoye_par_courriel(client, personne):
    demande = client.post("/compte/login/code/", {"email": personne.email})
    courriel = le_courriel()

    faux = client.post("/compte/login/code/confirm/", {"code": "AAAA-AAAA"})
    connecte_avant = est_connecte(client)
    juste = client.post("/compte/login/code/confirm/", {"code": code(courriel)})

    assert demande.url == "/compte/login/code/confirm/"
    assert courriel.objet == "Votre code de connexion"
    assert faux.context["form"].errors == {"code": ["Ce code ne convient pas."]}
    assert not connecte_avant
    assert juste.url == "/mon-espace/"
    assert est_connecte(client)


def test_trois_codes_faux_obligent_a_recommencer(client, personne):
    client.post("/compte/login/code/", {"email": personne.email})
    bon_code = code(le_courriel())
    for _essai in range(3):
        client.post("/compte/login/code/confirm/", {"code": "AAAA-AAAA"})

    client.post("/compte/login/code/confirm/", {"code": bon_code})

    assert not est_connecte(client)


def test_demander_un_code_ne_dit_pas_si_l_adresse_est_connue(client, client_class, personne):
    connue = client_class().post("/compte/login/code/", {"email": personne.email})
    Courriel.objects.all().delete()

    inconnue = client.post("/compte/login/code/", {"email": "inconnue@example.org"})

    assert (inconnue.status_code, inconnue.url) == (connue.status_code, connue.url)
    assert le_courriel().objet == "Pas de compte à cette adresse"


def test_choisir_un_nouveau_mot_de_passe(client, personne):
    demande = client.post("/compte/password/reset/", {"email": personne.email})
    courriel = le_courriel()
    formulaire = client.get(lien(courriel), follow=True)
    adresse = formulaire.redirect_chain[-1][0]

    client.post(adresse, {"password1": "un four à pain neuf", "password2": "un four à pain neuf"})

    personne.refresh_from_db()
    assert demande.url == "/compte/password/reset/done/"
    assert courriel.objet == "Choisissez un nouveau mot de passe"
    assert personne.check_password("un four à pain neuf")
    assert est_connecte(client)
    assert Courriel.objects.exclude(pk=courriel.pk).get().objet == "Votre mot de passe a changé"


def test_demander_un_mot_de_passe_pour_une_adresse_inconnue_repond_la_meme_chose(client):
    reponse = client.post("/compte/password/reset/", {"email": "inconnue@example.org"})

    assert reponse.url == "/compte/password/reset/done/"
    assert le_courriel().objet == "Pas de compte à cette adresse"


def code_totp(secret):
    compteur = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, compteur))


def test_la_double_authentification_demande_un_code_et_accepte_un_code_de_secours(client, personne):
    se_connecter(client, personne.email)
    client.post("/compte/reauthenticate/", {"password": MOT_DE_PASSE})
    page = client.get("/compte/2fa/totp/activate/")
    secret = page.context["form"].secret
    client.post("/compte/2fa/totp/activate/", {"code": code_totp(secret)})
    secours = (
        Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
    )
    client.logout()

    connexion = se_connecter(client, personne.email)
    faux = client.post("/compte/2fa/authenticate/", {"code": "000000"})
    avant = est_connecte(client)
    juste = client.post("/compte/2fa/authenticate/", {"code": secours[0]})

    assert connexion.url == "/compte/2fa/authenticate/"
    assert faux.context["form"].errors == {"code": ["Ce code ne convient pas."]}
    assert not avant
    assert juste.url == "/mon-espace/"
    assert est_connecte(client)


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("page", ["login/code", "password/reset"])
def test_une_adresse_plus_longue_que_la_base_n_en_garde_est_refusee(client, db, page):
    reponse = client.post(f"/compte/{page}/", {"email": f"rose@{'.'.join(['b' * 60] * 5)}.fr"})

    assert "au plus 254 caractères" in reponse.content.decode().replace("\xa0", " ")
    assert not Courriel.objects.exists()


def test_qui_s_inscrit_au_nom_d_une_autre_n_entre_pas_une_fois_l_adresse_prouvee(
    client, client_class
):
    """Her code proves the address; the password of whoever opened the account opens nothing."""
    client.post(reverse("account_signup"), {**NOUVELLE, "email": "rose@example.org"})
    rose = client_class()
    rose.post(reverse("account_request_login_code"), {"email": "rose@example.org"})
    code = re.search(r"^[A-Z0-9-]{6,}$", Courriel.objects.latest("pk").texte, re.M)[0]
    rose.post(reverse("account_confirm_login_code"), {"code": code})
    assert "_auth_user_id" in rose.session

    sesame = {"login": "rose@example.org", "password": NOUVELLE["password1"]}
    client.post(reverse("account_login"), sesame)

    assert "_auth_user_id" not in client.session
