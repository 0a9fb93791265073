"""A slip in an address, on each page where one registers: asked, nothing lost, no seat taken."""

import pytest
from django.urls import reverse

from inscriptions.models import Dossier, Inscription
from reseau.models import Courriel, Personne
from tests.factories import (
    AtelierFactory,
    CycleFactory,
    InscriptionFactory,
    PersonneFactory,
    RepasFactory,
)
from tests.pages import source

ELLE = {"prenom": "Rose", "nom": "Daure", "courriel": "rose@gmial.com", "profil": "porteur"}
OUI = {"courriel-demandee": "rose@gmial.com", "faute_de_frappe": "courriel:oui"}
NON = {"courriel-demandee": "rose@gmial.com", "faute_de_frappe": "courriel:non"}


def seule():
    repas = RepasFactory(atelier__capacite=1)
    pris = {f"repas_{repas.pk}": "on", f"regime_{repas.pk}": "sans"}
    return reverse("inscriptions:inscrire", args=[repas.atelier.slug]), {**ELLE, **pris}


def au_cycle():
    atelier = AtelierFactory(cycle=CycleFactory())
    page = reverse("inscriptions:inscrire_au_cycle", args=[atelier.cycle.slug])
    return page, {**ELLE, f"jour_{atelier.pk}": "on"}


def a_plusieurs():
    page = reverse("inscriptions:inscrire_plusieurs", args=[AtelierFactory().slug])
    return page, {**ELLE, "je_viens": "on", "personnes": 1}


def par_telephone():
    atelier = AtelierFactory()
    return f"{reverse('admin:inscriptions_inscription_add')}?atelier={atelier.pk}", ELLE


@pytest.mark.parametrize("page", [seule, au_cycle, a_plusieurs, par_telephone])
@pytest.mark.parametrize(("reponse", "ecrite"), [(OUI, "rose@gmail.com"), (NON, "rose@gmial.com")])
def test_la_question_puis_un_clic(client, animatrice, page, reponse, ecrite):
    adresse, saisie = page()

    premiere = client.post(adresse, saisie)

    dit = source(premiere)
    assert "Vouliez-vous dire rose@gmail.com ?" in dit
    assert 'value="rose@gmial.com"' in dit
    assert 'value="Daure"' in dit
    assert (Dossier.objects.count(), Inscription.objects.count(), Courriel.objects.count()) == (
        0,
        0,
        0,
    )

    client.post(adresse, {**saisie, **reponse})

    assert [d.courriel for d in Dossier.objects.all()] == [ecrite]
    assert [i.courriel for i in Inscription.objects.all()] == [ecrite]
    assert [c.destinataire for c in Courriel.objects.all()] == [ecrite]


@pytest.mark.parametrize("page", [seule, au_cycle, a_plusieurs])
def test_une_question_n_est_pas_un_formulaire_incomplet(client, page):
    dit = source(client.post(*page()))

    assert "Une question avant d’envoyer" in dit
    assert "pas encore complet" not in dit


def test_le_repas_coche_reste_coche(client):
    adresse, saisie = seule()

    dit = source(client.post(adresse, saisie))

    (repas,) = [nom for nom in saisie if nom.startswith("repas_") and nom.count("_") == 1]
    assert f'name="{repas}"' in dit
    assert dit.split(f'name="{repas}"', 1)[1].split(">", 1)[0].count("checked") == 1


def test_la_touche_entree_n_accepte_pas_a_sa_place(client):
    """The Enter key presses the first button of a form: here it must answer nothing."""
    adresse, saisie = seule()

    dit = client.post(adresse, saisie).content.decode()

    formulaire = dit.split('<form class="formulaire"', 1)[1]
    premier = formulaire.split("<button", 1)[1].split(">", 1)[0]
    assert 'type="submit"' in premier
    assert "faute_de_frappe" not in premier


def test_deux_fautes_sur_une_page_se_repondent_l_une_apres_l_autre(client):
    adresse, saisie = a_plusieurs()
    collegue = {
        "personne-1-prenom": "Zoé",
        "personne-1-nom": "Ibos",
        "personne-1-courriel": "zoe@orange.ft",
    }
    saisie |= collegue

    dit = source(client.post(adresse, saisie))

    assert "Garder rose@gmial.com" in dit
    assert "Garder zoe@orange.ft" in dit

    deux = {"personne-1-courriel-demandee": "zoe@orange.ft"}
    dit = source(client.post(adresse, {**saisie, **NON, **deux}))

    assert 'name="courriel-gardee" value="rose@gmial.com"' in dit
    assert "Écrire plutôt à zoe@orange.fr" in dit
    assert Inscription.objects.count() == 0

    gardee = {"courriel-gardee": "rose@gmial.com"}
    client.post(adresse, {**saisie, **gardee, **deux, "faute_de_frappe": "personne-1-courriel:oui"})

    assert set(Inscription.objects.values_list("courriel", flat=True)) == {
        "rose@gmial.com",
        "zoe@orange.fr",
    }


def test_ajouter_quelqu_un_pose_la_question(client):
    inscription = InscriptionFactory()
    adresse = reverse("inscriptions:ajouter_des_personnes", args=[inscription.dossier.jeton])
    saisie = {
        "personnes": 1,
        "personne-1-prenom": "Zoé",
        "personne-1-nom": "Ibos",
        "personne-1-courriel": "zoe@orange.ft",
    }

    assert "Vouliez-vous dire zoe@orange.fr ?" in source(client.post(adresse, saisie))
    assert Inscription.objects.count() == 1


def test_retrouver_pose_la_question_sans_rien_dire_de_plus(client):
    InscriptionFactory(courriel="rose@gmial.com")
    adresse = reverse("inscriptions:retrouver")

    connue = source(client.post(adresse, {"courriel": "rose@gmial.com"}))
    inconnue = source(client.post(adresse, {"courriel": "iris@gmial.com"}))

    assert connue.replace("rose@", "iris@") == inconnue
    assert Courriel.objects.count() == 0


def test_ouvrir_un_compte_pose_la_question_et_n_en_ouvre_pas(client):
    adresse = reverse("account_signup")
    saisie = {
        "prenom": "Rose",
        "nom": "Daure",
        "email": "Rose@gmial.com",
        "password1": "un mot de passe",
    }

    dit = source(client.post(adresse, saisie))

    assert "Vouliez-vous dire Rose@gmail.com ?" in dit
    assert Personne.objects.count() == 0

    oui = {"email-demandee": "Rose@gmial.com", "faute_de_frappe": "email:oui"}
    client.post(adresse, {**saisie, **oui})

    assert [p.email for p in Personne.objects.all()] == ["rose@gmail.com"]


@pytest.mark.parametrize("nom", ["account_reset_password", "account_request_login_code"])
def test_demander_un_lien_pose_la_question(client, nom):
    dit = source(client.post(reverse(nom), {"email": "rose@gmial.com"}))

    assert "Vouliez-vous dire rose@gmail.com ?" in dit
    assert Courriel.objects.count() == 0


def test_changer_l_adresse_de_son_compte_pose_la_question_et_un_clic_y_repond(client):
    compte = PersonneFactory(email="rose@example.org")
    compte.emailaddress_set.create(email=compte.email, verified=True, primary=True)
    client.force_login(compte)
    adresse = reverse("account_email")

    dit = source(client.post(adresse, {"action_add": "1", "email": "rose@gmial.com"}))

    assert "Vouliez-vous dire rose@gmail.com ?" in dit
    assert '<input type="hidden" name="action_add" value="1">' in dit
    oui = {"email-demandee": "rose@gmial.com", "faute_de_frappe": "email:oui"}
    client.post(adresse, {"action_add": "1", "email": "rose@gmial.com", **oui})
    assert set(compte.emailaddress_set.values_list("email", "verified")) == {
        ("rose@example.org", True),
        ("rose@gmail.com", False),
    }
