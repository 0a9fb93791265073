"""Saying it while registering: one question, « non merci » unless she answers."""

from datetime import time

import pytest
from django.urls import reverse

from ateliers.enums import EtatInscription
from inscriptions.models import Inscription, Trajet
from tests.factories import AtelierFactory, CommuneFactory
from tests.pages import source


@pytest.fixture
def atelier():
    CommuneFactory()
    return AtelierFactory()


def s_inscrire(client, atelier, **champs):
    trajet = {f"{nom}_{atelier.pk}": valeur for nom, valeur in champs.items() if nom != "commune"}
    donnees = {
        "prenom": "Ana",
        "nom": "Daure",
        "courriel": "ana@example.org",
        "profil": "porteur",
        "commune": champs.get("commune", "Auch"),
        **trajet,
    }
    return client.post(reverse("inscriptions:inscrire", args=[atelier.slug]), donnees)


def test_la_page_demande_une_fois_et_propose_non_merci(client, atelier):
    page = source(client.get(reverse("inscriptions:inscrire", args=[atelier.slug])))

    assert "Non merci" in page
    assert "jamais votre nom" in page


def test_une_journee_en_ligne_ne_demande_rien(client):
    atelier = AtelierFactory(format="en_ligne")

    page = source(client.get(reverse("inscriptions:inscrire", args=[atelier.slug])))

    assert "Covoiturage" not in page


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({}, []),
        ({"trajet": "", "places": "zzz", "depart": "99:99"}, []),
        ({"trajet": "propose", "depart": "08:15", "places": "2"}, [("propose", time(8, 15), 2)]),
        ({"trajet": "cherche", "places": "99"}, [("cherche", None, 1)]),
        ({"trajet": "cherche", "depart": "08:00"}, [("cherche", time(8), 1)]),
    ],
)
def test_ce_qui_est_dit_est_garde_et_rien_d_autre(client, atelier, champs, attendu):
    reponse = s_inscrire(client, atelier, **champs)

    assert reponse.status_code == 302
    assert list(Trajet.objects.values_list("role", "heure", "places")) == attendu


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"trajet": "propose", "places": "2"}, "Dites à quelle heure vous partez"),
        ({"trajet": "propose", "depart": "08:00", "places": ""}, "Dites combien de places"),
        ({"trajet": "cherche", "commune": ""}, "Pour covoiturer, dites d’où vous partez."),
        ({"trajet": "velo"}, "velo n’en fait pas partie"),
    ],
)
def test_ce_qui_manque_se_dit_et_personne_n_est_inscrit(client, atelier, champs, phrase):
    page = source(s_inscrire(client, atelier, **champs))

    assert phrase in page
    assert Inscription.objects.count() == 0


def test_en_attente_d_une_reponse_de_l_equipe_le_trajet_ne_se_voit_pas(client):
    CommuneFactory()
    atelier = AtelierFactory(sur_approbation=True)

    s_inscrire(client, atelier, trajet="cherche")

    assert Inscription.objects.get().etat == EtatInscription.DEMANDEE
    assert Trajet.objects.count() == 1
    assert Trajet.objects.de_la_journee(atelier).count() == 0
