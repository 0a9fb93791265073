"""The page that asks: two buttons, and an honest word when it is too late."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ateliers.enums import EtatInscription, EtatProposition
from inscriptions.models import Proposition
from reseau.models import Courriel
from tests.factories import AtelierFactory, InscriptionFactory


@pytest.fixture
def proposition():
    atelier = AtelierFactory(capacite=1)
    inscription = InscriptionFactory(atelier=atelier, en_attente=True)
    return Proposition.objects.create(
        inscription=inscription,
        atelier=atelier,
        expire_le=timezone.now() + timedelta(hours=30),
    )


def adresse(proposition, action="proposition"):
    inscription = proposition.inscription
    return reverse(f"inscriptions:{action}", args=[inscription.dossier.jeton, inscription.pk])


def etat(proposition):
    proposition.refresh_from_db()
    proposition.inscription.refresh_from_db()
    return proposition.etat, proposition.inscription.etat


EN_COURS = (EtatProposition.EN_COURS, EtatInscription.EN_ATTENTE)


def test_lire_la_page_ne_repond_rien(client, proposition):
    for action in ("proposition", "accepter", "decliner"):
        client.get(adresse(proposition, action))
        client.head(adresse(proposition, action))

    assert etat(proposition) == EN_COURS


def test_je_prends_la_place(client, proposition):
    reponse = client.post(adresse(proposition, "accepter"), follow=True)

    assert etat(proposition) == (EtatProposition.ACCEPTEE, EtatInscription.CONFIRMEE)
    assert "La place est à vous" in reponse.text


def test_je_la_laisse(client, proposition):
    reponse = client.post(adresse(proposition, "decliner"), follow=True)

    assert etat(proposition) == (EtatProposition.DECLINEE, EtatInscription.ANNULEE)
    assert "Votre inscription est annulée" in reponse.text


def test_trop_tard_la_page_le_dit_et_propose_de_revenir(client, proposition):
    Proposition.objects.update(
        faite_le=timezone.now() - timedelta(hours=50),
        expire_le=timezone.now() - timedelta(hours=2),
    )

    pages = [client.get(adresse(proposition)), client.post(adresse(proposition, "accepter"))]

    assert [page.status_code for page in pages] == [410, 410]
    assert all("n’est plus proposée" in page.text for page in pages)
    assert etat(proposition) == EN_COURS  # the worker closes it


def test_deux_clics_ne_font_qu_une_reponse(client, proposition):
    client.post(adresse(proposition, "accepter"))

    reponse = client.post(adresse(proposition, "accepter"))

    assert reponse.status_code == 302
    assert etat(proposition) == (EtatProposition.ACCEPTEE, EtatInscription.CONFIRMEE)


def test_l_adresse_d_une_autre_n_ouvre_rien(client, proposition):
    autre = InscriptionFactory(atelier=proposition.atelier, en_attente=True)
    chemin = reverse(
        "inscriptions:accepter", args=[autre.dossier.jeton, proposition.inscription_id]
    )

    assert client.post(chemin).status_code == 404
    assert etat(proposition) == EN_COURS


def test_la_page_privee_dit_jusqu_a_quand(client, proposition):
    page = client.get(proposition.inscription.dossier.get_absolute_url())

    assert "Une place s’est libérée pour vous" in page.text
    assert adresse(proposition) in page.text


@pytest.mark.parametrize("action", ["accepter", "decliner"])
def test_revenir_a_l_adresse_d_un_bouton_repose_la_question(client, proposition, action):
    """Changing the language, or coming back by the history, is a GET of that address."""
    reponse = client.get(adresse(proposition, action))

    assert (reponse.status_code, reponse["Location"]) == (302, adresse(proposition))


def test_qui_laisse_la_place_lit_qu_elle_quitte_la_liste(client, proposition):
    client.post(adresse(proposition, "decliner"))

    lettre = Courriel.objects.get(destinataire=proposition.inscription.courriel)
    assert lettre.objet.startswith("Liste d’attente quittée")
    assert "vous quittez la liste d’attente" in lettre.texte
    assert "votre inscription est annulée" not in lettre.texte


def test_qui_attend_encore_n_est_pas_invitee_a_s_inscrire_a_nouveau(client, proposition):
    proposition.etat = EtatProposition.EXPIREE
    proposition.save()

    revenue = client.get(adresse(proposition))
    proposition.inscription.etat = EtatInscription.ANNULEE
    proposition.inscription.save()
    partie = client.get(adresse(proposition))

    assert "M’inscrire à nouveau" not in revenue.text
    assert "M’inscrire à nouveau" in partie.text


def test_echue_et_pas_encore_close_la_page_privee_ne_donne_ni_rang_ni_bouton(client, proposition):
    Proposition.objects.update(
        faite_le=timezone.now() - timedelta(days=3), expire_le=timezone.now() - timedelta(hours=1)
    )

    page = client.get(proposition.inscription.dossier.get_absolute_url()).content.decode()

    assert "Votre inscription est annulée." in page
    assert "Demandez une autre place" in page
    assert "liste d’attente," not in page
    assert adresse(proposition, "modifier") not in page
    assert client.get(adresse(proposition, "modifier")).status_code == 302
