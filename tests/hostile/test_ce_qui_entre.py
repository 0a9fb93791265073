"""One instance of each way in: what nobody sees is gone, what her language needs stays."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db.models import TextField
from django.urls import reverse

from inscriptions.models import Dossier, Inscription
from lieux.models import Lieu
from lieux.standard.importation import importer
from reseau.models import Courriel, Personne
from reseau.socle.formulaires import CourrielField, NomPropre, UneLigne
from tests.factories import (
    MOT_DE_PASSE,
    ActualiteFactory,
    AtelierFactory,
    CommuneFactory,
    CycleFactory,
    DossierFactory,
    GroupeFactory,
    InscriptionFactory,
    LieuFactory,
    PersonneFactory,
    ReseauFactory,
)
from tests.formulaires import champs_du_formulaire
from tests.lieux.standard.fichiers import fichier

from .valeurs import INVISIBLES

ADRESSE = f"\ufeffrose{INVISIBLES}@exemple.fr\xa0{INVISIBLES}"


@pytest.mark.parametrize(
    "adresse",
    [
        "marie@localhost",
        "marie@ex\ufffdemple.fr",
        "marie@exemple",
        "marie@[127.0.0.1]",
        '"ma\x01rie"@exemple.fr',
        "rose dupont@exemple.fr",
        "marie@exemple。。fr",
        f"marie@{'x' * 64}.fr",
        f"{'m' * 65}@exemple.fr",
        "marié@exemple.fr",
    ],
)
def test_une_adresse_ou_rien_ne_peut_partir_est_refusee(adresse):
    with pytest.raises(ValidationError, match="n’est pas complète"):
        CourrielField().clean(adresse)


@pytest.mark.parametrize("adresse", ["marie@exemple.fr", "marie@münchen.de", "m+1@a-b.co.uk"])
def test_une_adresse_ordinaire_est_prise_telle_quelle(adresse):
    assert CourrielField().clean(adresse) == adresse


def test_un_nom_garde_ses_liants_et_perd_le_reste():
    assert NomPropre().clean("\u202eنی\u200cلوفر\xad\xa0\u200b") == "نی\u200cلوفر"
    assert NomPropre(required=False).clean("\u200d\u200c\u3164") == ""


def test_un_titre_garde_ses_espaces_insecables():
    assert UneLigne().clean("Qui fait quoi\u202f?\u200b\r\nEt\xa0: où") == (
        "Qui fait quoi\u202f? Et\xa0: où"
    )


def test_l_inscription_publique_garde_l_adresse_visible(client):
    atelier = AtelierFactory()
    adresse = reverse("inscriptions:inscrire", args=[atelier.slug])
    saisie = {"prenom": "Rose", "nom": "Dupont", "profil": "porteur", "courriel": ADRESSE}

    client.post(adresse, saisie | {"telephone": "06\xa000\u202f00 00 00\u202c"})

    inscription = Inscription.objects.get()
    assert (inscription.courriel, inscription.telephone) == ("rose@exemple.fr", "06 00 00 00 00")
    assert Courriel.objects.get().destinataire == "rose@exemple.fr"


def test_retrouver_trouve_malgre_l_invisible(client):
    InscriptionFactory(courriel="rose@exemple.fr", dossier__courriel="rose@exemple.fr")

    client.post(reverse("inscriptions:retrouver"), {"courriel": ADRESSE})

    assert Courriel.objects.get().destinataire == "rose@exemple.fr"


def test_un_code_de_papier_se_colle_avec_son_invisible(client):
    inscription = InscriptionFactory(
        nom="Dupont", dossier=DossierFactory(nom="Dupont", code="K7PM4RDX")
    )

    reponse = client.post(
        reverse("inscriptions:retrouver_par_code"),
        {"code-code": f"{INVISIBLES}k7pm\u2011\xa04rdx\u200b", "code-nom": "Du\xadpont\u200b"},
    )

    assert inscription.dossier.jeton in reponse.headers["Location"]


def test_se_connecter_avec_une_adresse_collee(client):
    personne = PersonneFactory(email="rose@exemple.fr")
    EmailAddress.objects.create(user=personne, email=personne.email, verified=True, primary=True)

    reponse = client.post("/compte/login/", {"login": ADRESSE, "password": MOT_DE_PASSE})

    assert (reponse.status_code, reponse.wsgi_request.user) == (302, personne)


def test_s_inscrire_au_portail_avec_une_adresse_collee(client):
    ReseauFactory()

    client.post(
        "/compte/signup/",
        {
            "prenom": "Rose",
            "nom": "Du\u200bpont",
            "email": ADRESSE,
            "password1": "une grange à Simorre",
        },
    )

    personne = Personne.objects.get()
    assert (personne.email, personne.nom) == ("rose@exemple.fr", "Dupont")
    assert EmailAddress.objects.get().email == "rose@exemple.fr"


def test_un_compte_ne_se_cree_pas_a_une_adresse_ou_rien_ne_part(client):
    client.post(
        "/compte/signup/",
        {
            "prenom": "Rose",
            "nom": "D",
            "email": "rose@localhost",
            "password1": "une grange à Simorre",
        },
    )

    assert not Personne.objects.exists()


def test_un_mot_de_passe_garde_ses_espaces_et_ses_signes(client):
    ReseauFactory()
    secret = "une\u00a0grange\u200d à Simorre"

    client.post(
        "/compte/signup/", {"prenom": "R", "nom": "D", "email": ADRESSE, "password1": secret}
    )

    assert Personne.objects.get().check_password(secret)


def test_l_import_du_standard_lit_ce_qui_se_voit():
    CommuneFactory(code_insee="32013", nom="Auch", codes_postaux="32000")
    ligne = {
        "nom": "La\u200b Ruche\u202c",
        "code_postal": "\ufeff32\xa0000",
        "code_insee": "32013\u200b",
        "courriels": f"{ADRESSE}|marie@localhost",
        "telephone": "05\xa062\u202f60 00\u200b 00",
    }

    importer(fichier(ligne))

    lieu = Lieu.objects.get()
    assert (lieu.nom, lieu.code_postal, lieu.courriels, lieu.telephone) == (
        "La Ruche",
        "32000",
        ["rose@exemple.fr"],
        "+33562600000",
    )


def test_ce_qui_s_ecrit_sans_formulaire_est_lisible_aussi():
    dossier = Dossier.objects.create(prenom="Ro\u200bse", nom="D\nupont", courriel=ADRESSE)

    dossier.refresh_from_db()
    assert (dossier.prenom, dossier.nom, dossier.courriel) == ("Rose", "D upont", "rose@exemple.fr")


@pytest.mark.parametrize("page", ["/lieux/", "/ateliers/"])
def test_une_recherche_collee_trouve(client, page):
    ReseauFactory()
    AtelierFactory(titre="Fablab de Simorre", lieu=LieuFactory(nom="Le fablab"))

    reponse = client.get(page, {"q": f"{INVISIBLES}fab\xadlab\u200b", "departement": ["\u200b"]})

    assert "ablab" in reponse.content.decode().split("<main")[1]


@pytest.mark.ignore_template_errors
def test_une_recherche_du_bureau_trouve_aussi(client):
    client.force_login(PersonneFactory(superutilisatrice=True))
    PersonneFactory(prenom="Rose", nom="Castéra", email="rose@exemple.fr")

    reponse = client.get("/admin/reseau/personne/", {"q": ADRESSE})

    assert "Castéra" in reponse.content.decode()


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize(
    "fabrique", [LieuFactory, AtelierFactory, CycleFactory, ActualiteFactory, GroupeFactory]
)
def test_l_adresse_de_page_laissee_vide_ne_perd_rien_de_ce_qui_est_ecrit(client, fabrique):
    client.force_login(PersonneFactory(superutilisatrice=True))
    objet = fabrique()
    nom = f"{objet._meta.app_label}_{objet._meta.model_name}"
    champ = "nom" if hasattr(objet, "nom") else "titre"
    page = reverse(f"admin:{nom}_change", args=[objet.pk])
    champs = champs_du_formulaire(client.get(page), f"{objet._meta.model_name}_form")
    prose = {c.name for c in objet._meta.fields if isinstance(c, TextField)}
    texte = next(nom for nom in champs if nom in prose)

    reponse = client.post(page, champs | {"slug": "", champ: "", texte: "Deux heures de travail."})

    assert reponse.status_code == 200
    assert "Deux heures de travail." in reponse.content.decode()
    objet.refresh_from_db()
    assert objet.slug
