"""Wherever an address is typed, a known one costs what an unknown one does.

Counted in statements and in hashes, never timed: what the database and the processor are asked is
what the time of an answer would tell a stranger.
"""

import re
from collections import Counter

import pytest
from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth import hashers
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver

from reseau.models import Courriel, Personne
from tests.factories import DossierFactory, InscriptionFactory, PersonneFactory

pytestmark = pytest.mark.ignore_template_errors

CONNUE, INCONNUE = "rose@example.org", "lili@example.org"


class Hacheur(hashers.MD5PasswordHasher):
    """Counts: a hash that guards passwords takes half a second of processor."""

    faits = 0

    def encode(self, password, salt):
        type(self).faits += 1
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def _compter(settings):
    settings.EMAIL_BACKEND = "reseau.socle.courriels.backend.BoiteDEnvoi"
    settings.PASSWORD_HASHERS = [f"{__name__}.Hacheur"]


def compte(**champs):
    personne = PersonneFactory(email=CONNUE, **champs)
    EmailAddress.objects.create(user=personne, email=CONNUE, verified=True, primary=True)


def avec_une_inscription():
    InscriptionFactory(dossier__courriel=CONNUE)


def avec_trois_inscriptions():
    avec_une_inscription()
    dossier = DossierFactory(courriel=CONNUE)
    InscriptionFactory.create_batch(2, dossier=dossier)


# Whatever « known » may mean.
CONNUES = {
    "un compte": compte,
    "un compte jamais confirmé": lambda: PersonneFactory(email=CONNUE),
    "une adresse jamais prouvée": lambda: EmailAddress.objects.create(
        user=PersonneFactory(), email=CONNUE, verified=False
    ),
    "un compte désactivé": lambda: compte(is_active=False),
    "un compte sans mot de passe": lambda: compte(password="!"),
    "un compte et une inscription": lambda: (compte(), avec_une_inscription()),
    "une inscription": avec_une_inscription,
    "trois inscriptions": avec_trois_inscriptions,
}


def creer_un_compte(client, courriel):
    saisie = {"prenom": "Rose", "nom": "Castéra", "email": courriel}
    return client.post("/compte/signup/", {**saisie, "password1": "une grange à Simorre"})


def se_connecter(client, courriel):
    return client.post("/compte/login/", {"login": courriel, "password": "faux"})


def demander_un_code(client, courriel):
    return client.post("/compte/login/code/", {"email": courriel})


def demander_un_mot_de_passe(client, courriel):
    return client.post("/compte/password/reset/", {"email": courriel})


def retrouver(client, courriel):
    return client.post("/inscriptions/retrouver/", {"courriel": courriel})


def six_fois(geste):
    """The last of six costs what it costs to be refused, and to tell the owner."""

    def jusqu_au_refus(client, courriel):
        return [geste(Client(), courriel) for _essai in range(6)][-1]

    jusqu_au_refus.__name__ = f"six_fois_{geste.__name__}"
    return jusqu_au_refus


def et_la_page_d_apres(geste):
    def geste_et_suite(client, courriel):
        return client.get(geste(client, courriel).url)

    geste_et_suite.__name__ = f"{geste.__name__}_et_la_page_d_apres"
    return geste_et_suite


def taper_un_code_faux(client, courriel):
    demander_un_code(client, courriel)
    return client.post("/compte/login/code/confirm/", {"code": "AAAA-AAAA"})


def changer_pour_elle(client, courriel):
    autre = PersonneFactory()
    EmailAddress.objects.create(user=autre, email=autre.email, verified=True, primary=True)
    client.force_login(autre)
    return client.post("/compte/email/", {"email": courriel, "action_add": ""})


GESTES = [
    creer_un_compte,
    et_la_page_d_apres(creer_un_compte),
    se_connecter,
    six_fois(se_connecter),
    demander_un_code,
    et_la_page_d_apres(demander_un_code),
    taper_un_code_faux,
    six_fois(demander_un_code),
    demander_un_mot_de_passe,
    et_la_page_d_apres(demander_un_mot_de_passe),
    six_fois(demander_un_mot_de_passe),
    retrouver,
    et_la_page_d_apres(retrouver),
    six_fois(retrouver),
    changer_pour_elle,
]


def cout(geste, courriel):
    """How many statements, and which writes; how many hashes; what is answered."""
    cache.clear()
    Hacheur.faits = 0
    with CaptureQueriesContext(connection) as captees:
        reponse = geste(Client(), courriel)
    return {
        "ordres": len(captees.captured_queries),
        "ecritures": Counter(ecrits(captees.captured_queries)),
        "hachages": Hacheur.faits,
        "statut": reponse.status_code,
    }


def ecrits(requetes):
    """The tables written, not the values. psycopg forgets the words of some statements."""
    for requete in requetes:
        yield from re.findall(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "?\w+"?', requete["sql"] or "")


@pytest.mark.parametrize("connue", CONNUES)
@pytest.mark.parametrize("geste", GESTES, ids=lambda geste: geste.__name__)
def test_une_adresse_connue_coute_autant_qu_une_inconnue(geste, connue):
    CONNUES[connue]()
    cout(geste, "chauffe@example.org")  # what a process reads once only

    inconnu = cout(geste, INCONNUE)

    assert cout(geste, CONNUE) == inconnu


@pytest.mark.parametrize("code", ["K7PM4RDX", "AAAA3333"])
def test_un_code_de_papier_connu_sous_un_autre_nom_coute_autant_qu_un_code_inconnu(code):
    DossierFactory(code="K7PM4RDX", nom="Castéra")

    def taper(client, tape):
        return client.post("/inscriptions/retrouver/code/", {"code": tape, "nom": "Dupont"})

    cout(taper, "CCCC4444")

    assert cout(taper, code) == cout(taper, "DDDD6666")


def test_un_compte_fait_pour_rien_ne_laisse_rien(client):
    compte()

    creer_un_compte(client, CONNUE)

    assert list(Personne.objects.values_list("email", flat=True)) == [CONNUE]
    assert list(EmailAddress.objects.values_list("email", flat=True)) == [CONNUE]
    (lettre,) = Courriel.objects.all()
    assert (lettre.destinataire, lettre.objet) == (CONNUE, "Vous avez déjà un compte")


def test_une_lettre_ecrite_pour_rien_ne_reste_pas(client):
    retrouver(client, INCONNUE)
    six_fois(se_connecter)(client, INCONNUE)

    assert not Courriel.objects.exists()


def test_un_lien_de_mot_de_passe_meurt_quand_l_adresse_change():
    """What allauth's own tokens did by reading all the addresses of the account."""
    rose = PersonneFactory(email=CONNUE)
    jeton = default_token_generator.make_token(rose)
    avant = default_token_generator.check_token(rose, jeton)

    rose.email = INCONNUE

    assert (avant, default_token_generator.check_token(rose, jeton)) == (True, False)


# Pages where an address is typed, and why a stranger learns nothing of an account there.
AILLEURS = {
    # The other service says the address; only who comes from there gets that far.
    "socialaccount_signup",
}


def test_chaque_formulaire_public_ou_l_on_tape_une_adresse_est_essaye():
    """A page of accounts with an address field that nobody counted would be seen here."""
    avec_adresse = {
        nom
        for nom, formulaire in _formulaires_des_comptes()
        if any(isinstance(champ, forms.EmailField) for champ in formulaire.base_fields.values())
    }

    essayees = {"account_signup", "account_request_login_code", "account_reset_password"}
    # The log-in form makes its field when it is drawn; the address of an account is changed inside.
    essayees |= {"account_email"}
    assert avec_adresse - AILLEURS == essayees


def _formulaires_des_comptes():
    for motif in _motifs(get_resolver().url_patterns):
        vue = getattr(motif.callback, "view_class", None)
        if motif.name and vue is not None and hasattr(vue, "get_form_class"):
            formulaire = getattr(vue, "form_class", None)
            if formulaire is not None:
                yield motif.name, formulaire


def _motifs(motifs):
    for motif in motifs:
        if isinstance(motif, URLPattern):
            yield motif
        else:
            yield from _motifs(motif.url_patterns)
