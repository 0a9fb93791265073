"""The dashboard: the work of the day, for who may see it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from ateliers.enums import Format
from inscriptions.models import Couvert
from inscriptions.models.enums import EtatCouvert
from reseau.models import Courriel, Personne
from reseau.socle.courriels.enums import EtatCourriel

from ..factories import (
    AtelierFactory,
    CycleFactory,
    InscriptionFactory,
    PersonneFactory,
    RepasFactory,
)

ACCUEIL = reverse("admin:index")


def courriel_en_echec(**champs):
    """To somebody who has an account: who has none waits for no letter."""
    rang = Courriel.objects.count()
    if not Personne.objects.filter(email="malika@example.org").exists():
        PersonneFactory(email="malika@example.org")
    return Courriel.objects.create(
        destinataire="malika@example.org",
        objet=f"Votre inscription {rang}",
        texte="Bonjour",
        message_id=f"<{rang}@example.org>",
        etat=EtatCourriel.ECHEC,
        **champs,
    )


def dans(jours):
    return timezone.now() + timedelta(days=jours)


def test_elle_voit_les_ateliers_a_venir_avec_places_et_repas(client, animatrice):
    atelier = AtelierFactory(titre="Simorre", capacite=12)
    repas = RepasFactory(atelier=atelier, capacite=10)
    inscriptions = InscriptionFactory.create_batch(9, atelier=atelier)
    InscriptionFactory(atelier=atelier, annulee=True)
    Couvert.objects.create(inscription=inscriptions[0], repas=repas, etat=EtatCouvert.CONFIRME)
    Couvert.objects.create(inscription=inscriptions[1], repas=repas, etat=EtatCouvert.ANNULE)
    AtelierFactory(titre="Passé", passe=True)
    AtelierFactory(titre="Annulé", annule=True)

    reponse = client.get(ACCUEIL)

    page = reponse.content.decode()
    assert [j.atelier.titre for j in reponse.context["tableau"].ateliers] == ["Simorre"]
    assert "12 places : 9 inscrits, 3 libres" in page
    assert "1 repas réservé sur 10" in page


def test_les_brouillons_montrent_le_cycle_plutot_que_ses_journees(client, animatrice):
    cycle = CycleFactory(titre="En préparation", brouillon=True)
    AtelierFactory(titre="Journée du cycle", cycle=cycle, brouillon=True)
    AtelierFactory(titre="Seul", brouillon=True)
    AtelierFactory(titre="Ajouté", cycle=CycleFactory(), brouillon=True)

    tableau = client.get(ACCUEIL).context["tableau"]

    assert [c.titre for c in tableau.cycles_en_brouillon] == ["En préparation"]
    assert tableau.cycles_en_brouillon[0].nb_journees == 1
    assert {a.titre for a in tableau.ateliers_en_brouillon} == {"Seul", "Ajouté"}


def test_les_courriels_en_echec_menent_a_leur_liste(client, animatrice):
    courriel_en_echec(derniere_erreur="550 boîte inconnue")

    page = client.get(ACCUEIL).content.decode()

    liste = f"{reverse('admin:reseau_courriel_changelist')}?etat__exact=echec"
    assert "Des courriels ne sont pas partis." in page
    assert "550 boîte inconnue" in page
    assert page.count(f'href="{liste}"') == 2


def test_ce_qui_demande_une_main_est_dit(client, animatrice):
    AtelierFactory(titre="Visio", format=Format.EN_LIGNE, lieu=None, debut=dans(3))
    complet = AtelierFactory(titre="Plein", complet=True, debut=dans(20))
    InscriptionFactory.create_batch(2, atelier=complet, en_attente=True)
    AtelierFactory(titre="Sans trace", passe=True)
    AtelierFactory(titre="Raconté", passe=True, compte_rendu="Nous étions douze.")
    AtelierFactory(titre="Tranquille", debut=dans(40))

    alertes = [a.phrase for a in client.get(ACCUEIL).context["tableau"].alertes]

    assert alertes == [
        "« Visio » a lieu bientôt, en ligne, sans lien de visioconférence.",
        "« Visio » a lieu dans moins d’une semaine, sans personne d’inscrit.",
        "« Plein » : 2 personnes en liste d’attente.",
        "« Sans trace » est passé : son compte rendu n’est pas encore en ligne.",
    ]


def test_un_reseau_tout_neuf_dit_par_ou_commencer(client, animatrice):
    page = client.get(ACCUEIL).content.decode()

    assert "Aucun atelier publié n’est à venir." in page
    assert "Rien en préparation." in page
    assert "Personne ne s’est encore inscrit." in page
    assert "Tous les courriels sont partis ou en route." in page
    assert "À regarder" not in page
    assert f'href="{reverse("admin:ateliers_cycle_add")}"' in page


def test_qui_n_a_pas_le_droit_ne_voit_pas_le_panneau(client):
    personne = PersonneFactory(equipe=True)
    personne.user_permissions.add(Permission.objects.get(codename="view_atelier"))
    client.force_login(personne)
    InscriptionFactory(prenom="Prénom-secret")
    CycleFactory(titre="Cycle caché", brouillon=True)
    courriel_en_echec()

    reponse = client.get(ACCUEIL)

    page, tableau = reponse.content.decode(), reponse.context["tableau"]
    assert len(tableau.ateliers) == 1
    assert tableau.inscriptions is tableau.courriels_en_echec is None
    assert tableau.cycles_en_brouillon is None
    assert tableau.raccourcis == []
    assert "Prénom-secret" not in page
    assert "Cycle caché" not in page
    assert "Courriels en échec" not in page


@pytest.mark.parametrize(
    ("rendus", "dit"),
    [
        (0, ""),
        (1, "1 repas commandé est à donner à quelqu’un d’autre."),
        (2, "2 repas commandés sont à donner à d’autres."),
    ],
)
def test_un_repas_rendu_trop_tard_attend_une_main(client, animatrice, rendus, dit):
    repas = RepasFactory(atelier__titre="Simorre", atelier__debut=dans(20))
    for inscription in InscriptionFactory.create_batch(rendus, atelier=repas.atelier, annulee=True):
        Couvert.objects.create(
            inscription=inscription, repas=repas, etat=EtatCouvert.A_REDISTRIBUER
        )

    alertes = client.get(ACCUEIL).context["tableau"].alertes

    page_des_repas = reverse("admin:repas_du_jour", args=[repas.atelier_id])
    assert [(a.phrase, a.adresse) for a in alertes] == (
        [(f"« Simorre » : {dit}", page_des_repas)] if dit else []
    )


@pytest.mark.parametrize("nombre", [1, 3])
def test_le_tableau_coute_autant_quel_que_soit_le_nombre_de_lignes(
    client, animatrice, django_assert_num_queries, nombre
):
    for rang in range(nombre):
        atelier = AtelierFactory(cycle=CycleFactory(), debut=dans(3 + rang))
        RepasFactory(atelier=atelier)
        InscriptionFactory(atelier=atelier)
        InscriptionFactory(atelier=atelier, en_attente=True)
        AtelierFactory(brouillon=True)
        AtelierFactory(passe=True)
        CycleFactory(brouillon=True)
        courriel_en_echec()

    with django_assert_num_queries(15):
        reponse = client.get(ACCUEIL)

    assert len(reponse.context["tableau"].ateliers) == nombre
