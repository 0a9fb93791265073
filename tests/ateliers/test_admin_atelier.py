"""One workshop in the back office: change, confirm, cancel, serve who waits."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from ateliers.enums import Acces, EtatInscription, Reglement, Statut
from ateliers.models import Atelier, Document, Repas
from inscriptions.models import Couvert
from inscriptions.models.enums import EtatCouvert
from reseau.models import Courriel

from ..factories import (
    AtelierFactory,
    CreneauFactory,
    CycleFactory,
    InscriptionFactory,
    LieuFactory,
    PersonneFactory,
    RepasFactory,
)
from ..formulaires import champs_du_formulaire, confirmer

LISTE = reverse("admin:ateliers_atelier_changelist")

pytestmark = pytest.mark.ignore_template_errors


def adresse(page, atelier):
    return reverse(f"admin:ateliers_atelier_{page}", args=[atelier.pk])


def enregistrer(client, atelier, **champs):
    fiche = adresse("change", atelier)
    saisie = champs_du_formulaire(client.get(fiche), "atelier_form")
    return client.post(fiche, saisie | champs)


def en_places(atelier):
    return Atelier.objects.avec_places().get(pk=atelier.pk)


def test_elle_cree_un_atelier_seul(client, animatrice):
    ajout = reverse("admin:ateliers_atelier_add")
    saisie = champs_du_formulaire(client.get(ajout), "atelier_form") | {
        "titre": "Afterwork d’hiver",
        "genre": "afterwork",
        "jour": "2027-01-20",
        "heure_debut": "22:00",
        "heure_fin": "01:00",
        "dernier_jour": "2027-01-21",
        "lieu": LieuFactory().pk,
    }

    client.post(ajout, saisie)

    atelier = Atelier.objects.get()
    assert atelier.slug == "afterwork-d-hiver"
    assert atelier.statut == Statut.BROUILLON
    assert atelier.debut == datetime(2027, 1, 20, 21, tzinfo=UTC)
    assert atelier.fin == datetime(2027, 1, 21, 0, tzinfo=UTC)


def test_une_capacite_sous_les_inscrits_demande_confirmation_sans_rien_perdre(client, animatrice):
    atelier = AtelierFactory(capacite=12)
    InscriptionFactory.create_batch(9, atelier=atelier)
    InscriptionFactory(atelier=atelier, annulee=True)

    reponse = enregistrer(client, atelier, capacite="5", question="Nouvelle question")

    page = reponse.content.decode()
    relu = champs_du_formulaire(reponse, "atelier_form")
    assert "9 personnes sont déjà inscrites : aucune ne perd sa place" in page
    assert "Corrigez" not in page
    assert "<title>À confirmer\u00a0: " in page
    assert ">Enregistrer quand même</button>" in page
    assert (relu["capacite"], relu["question"]) == ("5", "Nouvelle question")
    assert en_places(atelier).capacite == 12


def test_une_fois_confirmee_elle_s_enregistre_et_personne_ne_perd_sa_place(client, animatrice):
    atelier = AtelierFactory(capacite=12)
    InscriptionFactory.create_batch(9, atelier=atelier)

    reponse = confirmer(client, enregistrer(client, atelier, capacite="5"))

    apres = en_places(atelier)
    assert reponse.status_code == 302
    assert (apres.capacite, apres.nb_inscrits) == (5, 9)


def test_la_confirmation_se_demande_aussi_dans_le_bloc_du_cycle(client, animatrice):
    cycle = CycleFactory()
    atelier = AtelierFactory(cycle=cycle, capacite=12)
    InscriptionFactory.create_batch(2, atelier=atelier)
    fiche = reverse("admin:ateliers_cycle_change", args=[cycle.pk])
    saisie = champs_du_formulaire(client.get(fiche), "cycle_form") | {"ateliers-0-capacite": "1"}

    refus = client.post(fiche, saisie)
    accord = confirmer(client, refus, "cycle_form")

    assert "2 personnes sont déjà inscrites" in refus.content.decode()
    assert accord.status_code == 302
    assert en_places(atelier).capacite == 1


def test_une_capacite_au_dessus_des_inscrits_ne_demande_rien(client, animatrice):
    atelier = AtelierFactory(capacite=12)
    InscriptionFactory.create_batch(3, atelier=atelier)

    reponse = enregistrer(client, atelier, capacite="3")

    assert reponse.status_code == 302
    assert en_places(atelier).capacite == 3


def test_moins_de_couverts_que_de_repas_reserves_demande_confirmation(client, animatrice):
    atelier = AtelierFactory()
    repas = RepasFactory(atelier=atelier, capacite=10)
    for etat in (EtatCouvert.CONFIRME, EtatCouvert.CONFIRME, EtatCouvert.ANNULE):
        inscription = InscriptionFactory(atelier=atelier)
        Couvert.objects.create(inscription=inscription, repas=repas, etat=etat)

    refus = enregistrer(client, atelier, dejeuner_capacite="1")
    capacite_apres_refus = Repas.objects.get().capacite
    accord = confirmer(client, refus)

    assert "2 repas sont déjà réservés" in refus.content.decode()
    assert capacite_apres_refus == 10
    assert accord.status_code == 302
    assert Repas.objects.get().capacite == 1


def test_ajouter_des_couverts_sert_aussitot_la_file_du_repas(client, animatrice):
    atelier = AtelierFactory()
    repas = RepasFactory(atelier=atelier, capacite=0)
    inscription = InscriptionFactory(atelier=atelier)
    couvert = Couvert.objects.create(
        inscription=inscription, repas=repas, etat=EtatCouvert.EN_ATTENTE
    )

    enregistrer(client, atelier, dejeuner_capacite="1")

    couvert.refresh_from_db()
    assert couvert.etat == EtatCouvert.CONFIRME
    assert Courriel.objects.get().destinataire == inscription.courriel


@pytest.mark.usefixtures("sans_delai")
def test_ajouter_des_places_sert_aussitot_la_liste_d_attente(client, animatrice):
    atelier = AtelierFactory(capacite=1)
    InscriptionFactory(atelier=atelier)
    premiere = InscriptionFactory(atelier=atelier, en_attente=True)
    seconde = InscriptionFactory(atelier=atelier, en_attente=True)
    ailleurs = InscriptionFactory(en_attente=True)

    reponse = enregistrer(client, atelier, capacite="2")

    etats = [i.__class__.objects.get(pk=i.pk).etat for i in (premiere, seconde, ailleurs)]
    assert etats == [
        EtatInscription.CONFIRMEE,
        EtatInscription.EN_ATTENTE,
        EtatInscription.EN_ATTENTE,
    ]
    assert premiere.changements.get().par == animatrice
    assert [c.destinataire for c in Courriel.objects.all()] == [premiere.courriel]
    suite = client.get(reponse.url).content.decode()
    assert "1 personne quitte la liste d’attente" in suite


@pytest.mark.usefixtures("sans_delai")
def test_ajouter_des_places_depuis_le_cycle_sert_aussi_la_liste_d_attente(client, animatrice):
    cycle = CycleFactory()
    atelier = AtelierFactory(cycle=cycle, capacite=0)
    attente = InscriptionFactory(atelier=atelier, en_attente=True)
    fiche = reverse("admin:ateliers_cycle_change", args=[cycle.pk])
    saisie = champs_du_formulaire(client.get(fiche), "cycle_form")

    client.post(fiche, saisie | {"ateliers-0-capacite": "4"})

    attente.refresh_from_db()
    assert attente.etat == EtatInscription.CONFIRMEE


def test_changer_de_lieu_ou_d_heure_fait_grandir_la_revision_du_calendrier(client, animatrice):
    atelier = AtelierFactory()

    enregistrer(client, atelier, titre="Un autre titre")
    sans_effet = en_places(atelier).sequence
    enregistrer(client, atelier, lieu=LieuFactory().pk)
    enregistrer(
        client, atelier, jour="2030-06-01", dernier_jour="", heure_debut="09:00", heure_fin="10:00"
    )

    assert sans_effet == 0
    assert en_places(atelier).sequence == 2


def test_un_atelier_publie_garde_un_lieu(client, animatrice):
    atelier = AtelierFactory()

    reponse = enregistrer(client, atelier, lieu="")

    erreurs = reponse.context["adminform"].form.errors
    assert erreurs == {"lieu": ["Choisissez le lieu avant de publier, ou le format en ligne."]}


def test_le_statut_et_l_adresse_publiee_ne_se_modifient_pas_par_le_formulaire(client, animatrice):
    atelier = AtelierFactory(slug="la-page")

    enregistrer(client, atelier, statut=Statut.ANNULE, slug="autre")

    apres = en_places(atelier)
    assert (apres.statut, apres.slug) == (Statut.PUBLIE, "la-page")


def test_le_programme_suit_la_journee_qu_on_deplace(client, animatrice):
    debut = datetime(2027, 3, 20, 8, tzinfo=UTC)  # 9 h in winter
    atelier = AtelierFactory(debut=debut)
    creneau = CreneauFactory(atelier=atelier, debut=debut)

    enregistrer(client, atelier, jour="2027-04-03")

    creneau.refresh_from_db()
    assert creneau.debut == datetime(2027, 4, 3, 7, tzinfo=UTC)  # 9 h in summer
    assert creneau.fin == creneau.debut + timedelta(hours=1)


def test_elle_tape_le_programme_en_heures(client, animatrice):
    atelier = AtelierFactory(debut=datetime(2027, 1, 20, 8, tzinfo=UTC))

    enregistrer(
        client,
        atelier,
        **{
            "creneaux-TOTAL_FORMS": "1",
            "creneaux-0-id": "",
            "creneaux-0-atelier": atelier.pk,
            "creneaux-0-heure_debut": "14:00",
            "creneaux-0-heure_fin": "15:30",
            "creneaux-0-titre": "Codéveloppement",
        },
    )

    creneau = atelier.creneaux.get()
    assert creneau.titre == "Codéveloppement"
    assert creneau.debut == datetime(2027, 1, 20, 13, tzinfo=UTC)
    assert creneau.fin == datetime(2027, 1, 20, 14, 30, tzinfo=UTC)


def test_un_creneau_qui_finit_avant_de_commencer_est_refuse(client, animatrice):
    atelier = AtelierFactory()

    reponse = enregistrer(
        client,
        atelier,
        **{
            "creneaux-TOTAL_FORMS": "1",
            "creneaux-0-atelier": atelier.pk,
            "creneaux-0-heure_debut": "14:00",
            "creneaux-0-heure_fin": "13:00",
            "creneaux-0-titre": "À rebours",
        },
    )

    assert "La fin du créneau doit venir après son début." in reponse.content.decode()
    assert atelier.creneaux.count() == 0


def test_elle_joint_un_document(client, animatrice):
    atelier = AtelierFactory()

    enregistrer(
        client,
        atelier,
        **{
            "documents-TOTAL_FORMS": "1",
            "documents-0-atelier": atelier.pk,
            "documents-0-titre": "Le support",
            "documents-0-lien": "https://example.org/support",
            "documents-0-ordre": "0",
        },
    )

    assert Document.objects.get().url == "https://example.org/support"


def test_retirer_un_dejeuner_reserve_est_refuse(client, animatrice):
    atelier = AtelierFactory()
    repas = RepasFactory(atelier=atelier)
    inscription = InscriptionFactory(atelier=atelier)
    Couvert.objects.create(inscription=inscription, repas=repas, etat=EtatCouvert.CONFIRME)

    reponse = enregistrer(client, atelier, dejeuner="rien")

    assert "Des personnes ont déjà réservé ce repas" in reponse.content.decode()
    assert Repas.objects.get() == repas


def test_le_dejeuner_se_modifie_et_se_retire_avec_l_atelier(client, animatrice):
    atelier = AtelierFactory()
    RepasFactory(atelier=atelier)

    enregistrer(client, atelier, dejeuner_reglement="pris_en_charge", dejeuner_prix="0")
    modifie = Repas.objects.get().reglement
    enregistrer(client, atelier, dejeuner="apporte")

    assert modifie == Reglement.PRIS_EN_CHARGE
    assert not Repas.objects.exists()
    assert en_places(atelier).repas_apporte


def test_annuler_demande_un_motif_et_dit_ce_qui_se_passe(client, animatrice):
    atelier = AtelierFactory()
    InscriptionFactory(atelier=atelier)
    InscriptionFactory(atelier=atelier, annulee=True)
    page = client.get(adresse("annuler", atelier)).content.decode()

    sans_motif = client.post(adresse("annuler", atelier), {"motif": "  "})
    reponse = client.post(adresse("annuler", atelier), {"motif": "Salle inondée"}, follow=True)

    apres = en_places(atelier)
    assert "1 personne inscrite ou en attente recevra un courriel" in page
    assert "Ce champ est obligatoire." in sans_motif.content.decode()
    assert (apres.statut, apres.motif_annulation, apres.nb_inscrits) == (
        Statut.ANNULE,
        "Salle inondée",
        1,
    )
    assert apres.sequence == 1
    assert "est annulé" in reponse.content.decode()
    assert adresse("annuler", atelier) not in reponse.content.decode()


def test_afficher_la_page_d_annulation_ne_change_rien(client, animatrice):
    atelier = AtelierFactory()

    client.get(adresse("annuler", atelier))

    assert en_places(atelier).statut == Statut.PUBLIE


def test_annuler_un_brouillon_est_refuse_avec_sa_raison(client, animatrice):
    atelier = AtelierFactory(brouillon=True)

    reponse = client.post(adresse("annuler", atelier), {"motif": "Pluie"}, follow=True)

    assert "Un brouillon ne s’annule pas" in reponse.content.decode()
    assert en_places(atelier).statut == Statut.BROUILLON


@pytest.mark.parametrize("page", ["publier", "annuler"])
def test_sans_le_droit_de_publier_ni_publication_ni_annulation(client, animatrice, page):
    groupe = animatrice.groups.get()
    groupe.permissions.remove(groupe.permissions.get(codename="publier"))
    atelier = AtelierFactory(brouillon=page == "publier")

    reponse = client.post(adresse(page, atelier), {"motif": "Pluie"})

    assert reponse.status_code == 403
    assert en_places(atelier).statut == atelier.statut


def test_supprimer_un_atelier_qui_a_des_inscriptions_est_refuse_en_francais(client, animatrice):
    atelier = AtelierFactory(brouillon=True)
    InscriptionFactory(atelier=atelier)

    reponse = client.post(adresse("delete", atelier), {"post": "yes"})

    assert Atelier.objects.filter(pk=atelier.pk).exists()
    assert "Une journée publiée s’annule" in reponse.content.decode()


def test_la_liste_dit_les_places_et_cherche_sans_accents(client, animatrice):
    InscriptionFactory.create_batch(9, atelier=AtelierFactory(titre="Émergence"))
    AtelierFactory(titre="Autre")

    reponse = client.get(LISTE, {"q": "emergence"})

    (atelier,) = reponse.context["cl"].result_list
    assert atelier.titre == "Émergence"
    assert atelier.jauge.phrase() in reponse.content.decode()


@pytest.mark.parametrize(
    ("filtre", "attendus"),
    [
        ({"periode": "a_venir"}, {"à venir", "complet"}),
        ({"periode": "passes"}, {"passé"}),
        ({"places": "restantes"}, {"à venir", "passé"}),
        ({"places": "file"}, {"complet"}),
        ({}, {"à venir", "complet", "passé"}),
    ],
)
def test_la_liste_se_filtre_par_periode_et_par_places(client, animatrice, filtre, attendus):
    AtelierFactory(titre="à venir", acces=Acces.MEMBRES)
    AtelierFactory(titre="passé", passe=True)
    InscriptionFactory(atelier=AtelierFactory(titre="complet", complet=True), en_attente=True)

    reponse = client.get(LISTE, filtre)

    assert {a.titre for a in reponse.context["cl"].result_list} == attendus


@pytest.mark.parametrize("nombre", [1, 3])
def test_la_liste_des_ateliers_coute_autant_quel_que_soit_leur_nombre(
    client, animatrice, django_assert_num_queries, nombre
):
    cycle = CycleFactory()
    for rang in range(nombre):
        debut = timezone.now() + timedelta(days=40 + rang)
        InscriptionFactory(atelier=AtelierFactory(cycle=cycle, debut=debut))

    with django_assert_num_queries(11):
        reponse = client.get(LISTE)

    assert len(reponse.context["cl"].result_list) == nombre


def test_qui_peut_voir_sans_modifier_lit_la_date_et_les_places(client):
    personne = PersonneFactory(equipe=True)
    personne.user_permissions.set(
        Permission.objects.filter(codename__in=["view_atelier", "view_cycle"])
    )
    client.force_login(personne)
    atelier = AtelierFactory(cycle=CycleFactory(), debut=datetime(2027, 3, 10, 8, tzinfo=UTC))

    fiche = client.get(adresse("change", atelier)).content.decode()
    cycle = client.get(reverse("admin:ateliers_cycle_change", args=[atelier.cycle_id]))

    assert "10 mars 2027" in fiche
    assert atelier.titre in fiche
    assert "10 mars 2027" in cycle.content.decode()
    assert 'name="_save"' not in fiche


def test_la_situation_dit_les_places_enregistrees_pas_celles_qu_on_tape(client, animatrice):
    atelier = AtelierFactory(capacite=12)
    InscriptionFactory.create_batch(2, atelier=atelier)

    reponse = enregistrer(client, atelier, capacite="1")

    assert en_places(atelier).jauge.phrase() in reponse.content.decode()
