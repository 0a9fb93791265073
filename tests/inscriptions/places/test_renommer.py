"""A name is part of who she is: corrected on one day, it follows on the others of her dossier."""

import pytest
from django.urls import reverse

from inscriptions import places
from inscriptions.demandes import Contact, Demande
from inscriptions.models import Inscription
from inscriptions.models.personnes import par_personne
from tests.factories import AtelierFactory, CycleFactory, InscriptionFactory, PersonneFactory

BOITE = "famille@example.org"
SAISIE = {"prenom": "Malika", "nom": "Daure", "profil": "porteur"}


@pytest.fixture
def jours(db):
    return AtelierFactory.create_batch(2, cycle=CycleFactory())


@pytest.fixture
def dossier(jours):
    """Malkia, ill written, and Zoé who has no address, on both days."""
    demandes = [Demande("Malkia", "Daure", BOITE), Demande("Zoé", "Brun")]
    return places.inscrire(demandes, jours, contact=Contact("Malkia", "Daure", BOITE)).dossier


def renommer(client, inscription, **champs):
    page = reverse("inscriptions:modifier", args=[inscription.dossier.jeton, inscription.pk])
    return client.post(page, {**SAISIE, **champs})


def test_le_nom_corrige_un_jour_l_est_partout_et_le_dossier_suit(client, dossier):
    reponse = renommer(client, dossier.inscriptions.filter(prenom="Malkia").first())

    assert reponse.status_code == 302
    dossier.refresh_from_db()
    assert dossier.prenom == "Malika"
    assert set(par_personne(dossier.inscriptions.all())) == {
        f"malika|daure {BOITE}",
        "zoe|brun",
    }
    assert set(dossier.inscriptions.values_list("prenom", "cle_du_nom")) == {
        ("Malika", "malika|daure"),
        ("Zoé", "zoe|brun"),
    }


def test_celui_d_une_personne_sans_adresse_ne_change_pas_le_contact(client, dossier):
    renommer(client, dossier.inscriptions.filter(prenom="Zoé").first(), prenom="Zora", nom="Brun")

    dossier.refresh_from_db()
    assert dossier.prenom == "Malkia"
    assert dossier.inscriptions.filter(prenom="Zora").count() == 2


@pytest.mark.parametrize("de_qui", ["Malkia", "Zoé"])
def test_prendre_le_nom_de_qui_partage_la_boite_est_refuse_pres_du_champ(
    client, dossier, jours, de_qui
):
    places.inscrire([Demande("Paul", "Dupont", BOITE)], [jours[1]])
    elle = dossier.inscriptions.get(prenom=de_qui, atelier=jours[0])

    reponse = renommer(client, elle, prenom="PAUL", nom="du Pont")

    assert "déjà inscrit" in reponse.context["form"].errors["nom"][0]
    assert Inscription.objects.filter(prenom="PAUL").count() == 0


def test_sans_adresse_le_nom_d_une_autre_d_un_autre_dossier_est_libre(jours):
    """Two people who bear one name, each registered by her own mediator."""
    sans_boite = {"courriel": "", "dossier__courriel": "", "atelier": jours[0]}
    InscriptionFactory(prenom="Zoé", nom="Brun", **sans_boite)
    elle = InscriptionFactory(prenom="Zora", nom="Brun", **sans_boite)

    places.modifier(elle, Demande("Zoé", "Brun"))

    assert Inscription.objects.filter(prenom="Zoé", atelier=jours[0]).count() == 2


def test_par_l_equipe_aussi(client, dossier, jours):
    places.inscrire([Demande("Paul", "Dupont", BOITE)], [jours[0]])
    client.force_login(PersonneFactory(superutilisatrice=True))
    elle = dossier.inscriptions.get(prenom="Malkia", atelier=jours[0])

    reponse = client.post(
        reverse("admin:inscription_modifier", args=[elle.pk]),
        {**SAISIE, "prenom": "Paul", "nom": "Dupont"},
    )

    assert "déjà inscrit" in reponse.context["form"].errors["nom"][0]


def test_une_majuscule_de_plus_n_est_le_nom_de_personne_d_autre(client, dossier):
    elle = dossier.inscriptions.filter(prenom="Malkia").first()

    renommer(client, elle, prenom="MALKIA")

    assert dossier.inscriptions.filter(prenom="MALKIA").count() == 2
