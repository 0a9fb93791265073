"""The queue of a day in the back office: who is offered what, who is next, who asks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ateliers.enums import EtatInscription
from inscriptions.models import ChangementEtat, Proposition
from tests.factories import AtelierFactory, InscriptionFactory, PersonneFactory


@pytest.fixture
def atelier():
    return AtelierFactory(capacite=1)


def adresse(atelier):
    return reverse("admin:inscriptions_file", args=[atelier.pk])


def attendre(atelier, prenom, minutes):
    depuis = timezone.now() - timedelta(minutes=minutes)
    return InscriptionFactory(
        atelier=atelier, dossier__prenom=prenom, en_attente=True, demandee_le=depuis
    )


def proposer(inscription, **champs):
    expire_le = timezone.now() + timedelta(hours=30)
    return Proposition.objects.create(
        inscription=inscription, atelier=inscription.atelier, expire_le=expire_le, **champs
    )


def test_la_page_dit_qui_tient_une_proposition_et_qui_attend(client, animatrice, atelier):
    proposition = proposer(attendre(atelier, "Ana", 30))
    attendre(atelier, "Cléo", 10)
    attendre(atelier, "Béa", 20)
    attendre(AtelierFactory(), "Zoé", 40)

    reponse = client.get(adresse(atelier))

    assert list(reponse.context["en_cours"]) == [proposition]
    assert [i.prenom for i in reponse.context["en_attente"]] == ["Béa", "Cléo"]
    assert "Zoé" not in reponse.text


@pytest.mark.parametrize("nombre", [1, 3])
def test_elle_coute_le_meme_nombre_de_requetes(
    client, animatrice, atelier, nombre, django_assert_num_queries
):
    for rang in range(nombre):
        proposer(attendre(atelier, f"Ana{rang}", 30))
        attendre(atelier, f"Béa{rang}", 20)
        InscriptionFactory(atelier=atelier, etat=EtatInscription.DEMANDEE)

    with django_assert_num_queries(11):
        client.get(adresse(atelier))


def test_faire_passer_en_tete_demande_un_motif_et_le_garde(client, animatrice, atelier):
    InscriptionFactory(atelier=atelier)
    attendre(atelier, "Ana", 30)
    bea = attendre(atelier, "Béa", 20)
    avancer = reverse("admin:inscription_avancer", args=[bea.pk])

    sans_motif = client.post(avancer, {"motif": " "})
    reponse = client.post(avancer, {"motif": "Elle anime l’après-midi"}, follow=True)

    assert "obligatoire" in sans_motif.text
    assert [i.prenom for i in reponse.context["en_attente"]] == ["Béa", "Ana"]
    assert ChangementEtat.objects.get(inscription=bea).par == animatrice


def test_accepter_puis_refuser_des_demandes(client, animatrice):
    atelier = AtelierFactory(capacite=1, sur_approbation=True)
    ana, bea = InscriptionFactory.create_batch(2, atelier=atelier, etat=EtatInscription.DEMANDEE)

    client.post(reverse("admin:inscription_approuver", args=[ana.pk]))
    client.post(reverse("admin:inscription_refuser", args=[bea.pk]), {"motif": "Déjà venue"})
    encore = client.post(reverse("admin:inscription_approuver", args=[bea.pk]), follow=True)

    ana.refresh_from_db()
    bea.refresh_from_db()
    assert (ana.etat, bea.etat) == (EtatInscription.CONFIRMEE, EtatInscription.REFUSEE)
    assert "n’attend plus de réponse" in encore.text


def test_approuver_par_un_lien_ne_fait_rien(client, animatrice):
    atelier = AtelierFactory(sur_approbation=True)
    demande = InscriptionFactory(atelier=atelier, etat=EtatInscription.DEMANDEE)

    assert client.get(reverse("admin:inscription_approuver", args=[demande.pk])).status_code == 405
    demande.refresh_from_db()
    assert demande.etat == EtatInscription.DEMANDEE


def test_qui_ne_change_pas_les_inscriptions_ne_decide_de_rien(client, atelier):
    from django.contrib.auth.models import Permission

    lectrice = PersonneFactory(equipe=True)
    lectrice.user_permissions.add(Permission.objects.get(codename="view_inscription"))
    client.force_login(lectrice)
    ana = attendre(atelier, "Ana", 30)

    page = client.get(adresse(atelier))
    refus = client.post(reverse("admin:inscription_avancer", args=[ana.pk]), {"motif": "Oui"})

    assert "Faire passer" not in page.text
    assert refus.status_code == 403


def test_la_fiche_d_une_inscription_raconte_ses_propositions(client, animatrice, atelier):
    proposition = proposer(attendre(atelier, "Ana", 30))
    fiche = reverse("admin:inscriptions_inscription_change", args=[proposition.inscription_id])

    page = client.get(fiche)

    assert "Propositions" in page.text
    assert "en cours" in page.text
