from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from reseau.portail.chiffres import Chiffres, compter
from tests.factories import (
    ActualiteFactory,
    AtelierFactory,
    CycleFactory,
    GroupeFactory,
    InscriptionFactory,
    LabelFactory,
    LabellisationFactory,
    LieuFactory,
    ParticipationFactory,
    PersonneFactory,
    ReseauFactory,
)
from tests.pages import source


def test_un_reseau_a_son_premier_jour_a_une_page_d_accueil_qui_se_tient(client):
    reponse = client.get("/")

    page = source(reponse)
    assert "Réseau de tiers-lieux" in page
    assert "Le réseau s’installe" in page
    assert "Ses premiers rendez-vous et ses lieux paraîtront ici." in page
    assert "Parlez-en à l’équipe du réseau" in page
    assert "Pas encore de groupe" in page
    for absent in ['<svg class="carte-svg"', "chiffre__valeur", "Cycles en cours", "Nouvelles du"]:
        assert absent not in page


def test_le_premier_jour_l_equipe_est_menee_au_back_office(client):
    client.force_login(PersonneFactory(equipe=True))

    page = source(client.get("/"))

    assert "Ouvrir le back-office" in page
    assert "Donnez-lui son nom" in page


def test_sans_rendez_vous_les_lieux_restent_a_voir(client):
    LieuFactory()

    page = source(client.get("/"))

    assert "Aucun rendez-vous annoncé pour l’instant" in page
    assert "Voir les lieux" in page


def test_l_accueil_montre_le_reseau_ses_rendez_vous_et_ses_nouvelles(client):
    ReseauFactory(
        nom="Tiers-lieux du Gers",
        devise="Des lieux qui tiennent debout",
        presentation="Nous sommes **douze**.",
        comment_adherer="Venez à une plénière.",
    )
    cycle = CycleFactory(titre="Ruralités")
    atelier = AtelierFactory(cycle=cycle, titre="Simorre", capacite=12)
    InscriptionFactory.create_batch(9, atelier=atelier)
    ActualiteFactory(titre="Un four à pain", groupe=GroupeFactory(nom="Émergence"))

    page = source(client.get("/"))

    assert "<h1>Tiers-lieux du Gers</h1>" in page
    assert "Des lieux qui tiennent debout" in page
    assert "<strong>douze</strong>" in page
    assert "Venez à une plénière." in page
    assert "Simorre" in page
    assert "3 places libres" in page
    assert "Ruralités" in page
    assert "Un four à pain" in page
    assert "Émergence" in page
    assert "carte-svg" in page


def test_l_accueil_tait_ce_qui_n_est_pas_publie(client):
    AtelierFactory(brouillon=True, titre="Atelier secret")
    AtelierFactory(passe=True, titre="Atelier passé")
    AtelierFactory(annule=True, titre="Atelier annulé")
    AtelierFactory(cycle=CycleFactory(brouillon=True, titre="Cycle secret"), brouillon=True)
    AtelierFactory(cycle=CycleFactory(titre="Cycle fini"), passe=True)
    ActualiteFactory(titre="Brouillon de nouvelle", publiee_le=None)
    ActualiteFactory(titre="Nouvelle future", publiee_le=timezone.now() + timedelta(days=1))
    GroupeFactory(nom="Groupe fermé", actif=False)
    LieuFactory(brouillon=True, nom="Lieu secret")

    page = source(client.get("/"))

    for absent in [
        *("Atelier secret", "Atelier passé", "Atelier annulé", "Cycle secret", "Cycle fini"),
        *("Brouillon de nouvelle", "Nouvelle future", "Groupe fermé", "Lieu secret"),
    ]:
        assert absent not in page, absent


def test_un_cycle_en_cours_dit_ses_journees_et_la_prochaine(client):
    cycle = CycleFactory(titre="Ruralités")
    AtelierFactory(cycle=cycle, passe=True)
    AtelierFactory(cycle=cycle, brouillon=True)
    prochain = AtelierFactory(cycle=cycle)

    (lu,) = client.get("/").context["cycles"]

    assert (lu.nb_etapes, lu.prochaine) == (2, prochain.debut)


def test_les_chiffres_sont_comptes_en_direct():
    a = datetime(2026, 11, 21, 12, tzinfo=UTC)
    dynamo, fabrique, _simple = LieuFactory.create_batch(3)
    LieuFactory(brouillon=True)
    LabellisationFactory(lieu=dynamo, debut=date(2026, 1, 1))
    LabellisationFactory(lieu=dynamo, debut=date(2026, 1, 1), label=LabelFactory(slug="autre"))
    LabellisationFactory(lieu=fabrique, debut=date(2024, 1, 1), fin=date(2026, 11, 20))
    LabellisationFactory(lieu=LieuFactory(brouillon=True), debut=date(2026, 1, 1))
    for jour in [date(2026, 1, 1), date(2026, 12, 31)]:
        AtelierFactory(debut=datetime(jour.year, jour.month, jour.day, 9, tzinfo=UTC), lieu=dynamo)
    AtelierFactory(debut=datetime(2025, 12, 31, 9, tzinfo=UTC), lieu=dynamo)
    AtelierFactory(debut=datetime(2026, 6, 1, 9, tzinfo=UTC), lieu=dynamo, brouillon=True)
    deux_groupes = PersonneFactory()
    ParticipationFactory(personne=deux_groupes, heures_par_mois="1.5")
    ParticipationFactory(personne=deux_groupes, heures_par_mois="2")
    ParticipationFactory(heures_par_mois="1")
    ParticipationFactory(heures_par_mois="50", quittee_le=date(2026, 10, 1))
    ParticipationFactory(heures_par_mois="50", groupe__actif=False)

    chiffres = compter(a)

    assert chiffres == Chiffres(
        lieux=3,
        lieux_labellises=1,
        ateliers_de_l_annee=2,
        personnes_engagees=2,
        heures_par_mois=Decimal("4.5"),
    )


def remplir():
    AtelierFactory(cycle=CycleFactory())
    ActualiteFactory(groupe=GroupeFactory())
    ParticipationFactory()


@pytest.mark.parametrize("lignes", [1, 3])
def test_l_accueil_fait_toujours_le_meme_nombre_de_requetes(
    client, django_assert_num_queries, lignes
):
    ReseauFactory()
    for _ligne in range(lignes):
        remplir()
    client.get("/")

    with django_assert_num_queries(9):
        client.get("/")
