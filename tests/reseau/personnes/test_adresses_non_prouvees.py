"""An address that somebody merely added to her account opens nothing, wherever addresses count."""

import ast

import pytest
from allauth.account.internal.userkit import filter_users_by_email
from django.conf import settings
from django.urls import reverse

from inscriptions import places
from inscriptions.models import Dossier, Inscription
from tests.factories import (
    MOT_DE_PASSE,
    AtelierFactory,
    CycleFactory,
    DossierFactory,
    InscriptionFactory,
    PersonneFactory,
)
from tests.inscriptions.places.test_places import demande

VICTIME = "victime@example.org"
SAISIE = {"prenom": "Vic", "nom": "Time", "courriel": VICTIME, "profil": "porteur"}


@pytest.fixture
def intruse(client):
    """Her own address is proved; that of the victim waits for a link she will never open."""
    intruse = PersonneFactory(email="intruse@example.org", membre=True)
    intruse.emailaddress_set.create(email=intruse.email, verified=True, primary=True)
    client.force_login(intruse)
    client.post(reverse("account_email"), {"email": VICTIME.upper(), "action_add": ""})
    assert not intruse.emailaddress_set.get(email=VICTIME).verified
    return intruse


def par_une_journee(client):
    atelier = AtelierFactory()
    return client.post(reverse("inscriptions:inscrire", args=[atelier.slug]), SAISIE)


def par_un_cycle(client):
    jour = AtelierFactory(cycle=CycleFactory())
    adresse = reverse("inscriptions:inscrire_au_cycle", args=[jour.cycle.slug])
    return client.post(adresse, {**SAISIE, f"jour_{jour.pk}": "on"})


def a_plusieurs(client):
    atelier = AtelierFactory()
    personnes = {"je_viens": "on", "personnes": 1, "personne-1-prenom": "Bob"}
    personnes |= {"personne-1-nom": "Time", "personne-1-courriel": "bob@example.org"}
    adresse = reverse("inscriptions:inscrire_plusieurs", args=[atelier.slug])
    return client.post(adresse, SAISIE | personnes)


@pytest.mark.parametrize("chemin", [par_une_journee, par_un_cycle, a_plusieurs])
def test_s_inscrire_avec_une_adresse_non_prouvee_ne_rattache_pas_le_dossier(
    client, intruse, chemin
):
    reponse = chemin(client)

    assert reponse.url == reverse("inscriptions:merci")
    assert {d.personne for d in Dossier.objects.all()} == {None}
    assert not Inscription.objects.de(intruse).exists()


def test_le_verbe_qui_ouvre_un_dossier_demande_la_preuve(intruse):
    (sienne,) = places.inscrire([demande(VICTIME)], [AtelierFactory()], par=intruse).nouvelles

    assert sienne.dossier.personne is None


@pytest.mark.parametrize("page", ["mon_espace", "account_email"])
def test_ses_pages_ne_montrent_rien_de_ce_qui_est_a_la_victime(client, intruse, page):
    dossier = DossierFactory(courriel=VICTIME)
    inscription = InscriptionFactory(dossier=dossier, atelier__titre="Journée privée")

    contenu = client.get(reverse(page)).content.decode()

    assert [
        mot for mot in ("Journée privée", dossier.jeton, inscription.jeton) if mot in contenu
    ] == []


def test_on_n_entre_pas_par_une_adresse_non_prouvee(client, intruse):
    client.logout()

    reponse = client.post(reverse("account_login"), {"login": VICTIME, "password": MOT_DE_PASSE})

    assert reponse.status_code == 200
    assert reponse.context["form"].non_field_errors()
    assert "_auth_user_id" not in client.session


def test_un_mot_de_passe_oublie_ne_remet_pas_le_compte_de_l_intruse_a_la_victime(client, intruse):
    """She has an account of her own, proved: the letter is about that one only."""
    victime = PersonneFactory(email=VICTIME)
    victime.emailaddress_set.create(email=VICTIME, verified=True, primary=True)

    assert filter_users_by_email(VICTIME, prefer_verified=True) == [victime]


# --- the net: whoever reads addresses of accounts says whether they must be proved ---------------

# Where an address that is not proved is meant: to add, to show to its owner, to refuse, to replace,
# to erase; and where a new one is read for nothing, so that a known one costs as much.
SANS_PREUVE = {
    "reseau/portail/demonstration/semis_reseau.py",
    "reseau/personnes/admin.py",
    "reseau/personnes/adresses.py",
    "reseau/personnes/fermeture.py",
    "reseau/personnes/saisie.py",
}


def lectures_d_adresses(chemin):
    """(line, filters) of each query over EmailAddress, by its manager or from an account."""
    for noeud in ast.walk(ast.parse(chemin.read_text())):
        if not (isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Attribute)):
            continue
        source = ast.unparse(noeud.func.value)
        if source.endswith(("EmailAddress.objects", "emailaddress_set")):
            yield noeud.lineno, {mot.arg: ast.unparse(mot.value) for mot in noeud.keywords}


def test_chaque_lecture_des_adresses_d_un_compte_demande_la_preuve():
    lues = [
        (chemin.relative_to(settings.BASE_DIR).as_posix(), ligne, filtres)
        for dossier in ("reseau", "lieux", "ateliers", "inscriptions")
        for chemin in sorted((settings.BASE_DIR / dossier).rglob("*.py"))
        for ligne, filtres in lectures_d_adresses(chemin)
    ]

    assert len(lues) >= 4, "le filet ne voit plus les lectures d’adresses"
    assert [
        lecture
        for lecture in lues
        if lecture[0] not in SANS_PREUVE and lecture[2].get("verified") != "True"
    ] == []


def test_aucune_requete_ne_compare_une_adresse_a_celle_d_un_compte_sans_passer_par_les_preuves():
    """`Personne.email` alone proves nothing: it may have been typed by somebody else."""
    suspects = ("personne.email", "user.email", "personne__email", "user__email")
    compares = [
        (chemin.relative_to(settings.BASE_DIR).as_posix(), noeud.lineno)
        for dossier in ("lieux", "ateliers", "inscriptions")
        for chemin in sorted((settings.BASE_DIR / dossier).rglob("*.py"))
        for noeud in ast.walk(ast.parse(chemin.read_text()))
        if isinstance(noeud, ast.Compare | ast.keyword)
        and any(suspect in ast.unparse(noeud) for suspect in suspects)
    ]

    assert compares == []
