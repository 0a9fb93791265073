from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from reseau.groupes.enums import RoleDansLeGroupe
from reseau.models import Participation
from tests.factories import (
    ActualiteFactory,
    AtelierFactory,
    GroupeFactory,
    ParticipationFactory,
    PersonneFactory,
    ReseauFactory,
    ReunionFactory,
)
from tests.pages import source

VISIO = "https://visio.example.org/point-mensuel"
ESPACE = "https://nuage.example.org/dossier"


@pytest.fixture
def groupe():
    return GroupeFactory(nom="Inclusion", slug="inclusion", espace_de_travail=ESPACE)


@pytest.fixture
def membre():
    """A member of the network who is not in the group."""
    return PersonneFactory(membre=True, prenom="Rose", nom="Castéra")


@pytest.fixture
def participante(groupe):
    return ParticipationFactory(
        groupe=groupe,
        heures_par_mois="1.5",
        personne=PersonneFactory(membre=True, prenom="Yves", nom="Naudin"),
    ).personne


@pytest.fixture
def animatrice(groupe):
    return ParticipationFactory(
        groupe=groupe,
        role=RoleDansLeGroupe.ANIMATEUR,
        personne=PersonneFactory(membre=True, prenom="Solène", nom="Lacaze"),
    ).personne


def test_la_liste_dit_le_theme_l_effectif_et_la_prochaine_reunion(client, groupe, participante):
    ReunionFactory(groupe=groupe, debut=timezone.now() + timedelta(days=400))
    GroupeFactory(nom="Groupe fermé", actif=False)
    GroupeFactory(nom="Tout neuf")

    page = source(client.get("/groupes/"))

    assert "Inclusion" in page
    assert "1 membre, 1,5 h par mois" in page
    assert "Prochaine réunion :" in page
    assert "Tout neuf" in page
    assert "Pas encore de membre" in page
    assert "Groupe fermé" not in page


def test_sans_groupe_la_liste_mene_a_l_agenda(client):
    page = source(client.get("/groupes/"))

    assert "Pas encore de groupe de travail" in page
    assert 'href="/ateliers/"' in page


@pytest.mark.parametrize("lignes", [1, 3])
def test_la_liste_fait_toujours_le_meme_nombre_de_requetes(
    client, django_assert_num_queries, lignes
):
    ReseauFactory()
    for _ligne in range(lignes):
        groupe = GroupeFactory()
        ParticipationFactory(groupe=groupe)
        ReunionFactory(groupe=groupe)

    with django_assert_num_queries(2):
        client.get("/groupes/")


def test_le_public_voit_les_animateurs_mais_ni_les_membres_ni_les_liens(
    client, groupe, participante, animatrice
):
    ReunionFactory(groupe=groupe, lien_visio=VISIO)
    ReunionFactory(
        groupe=groupe,
        titre="Passée",
        debut=timezone.now() - timedelta(days=3),
        fin=timezone.now() - timedelta(days=2),
        compte_rendu="Il a été dit.",
    )

    page = source(client.get("/groupes/inclusion/"))

    assert "Solène Lacaze" in page
    assert "Point mensuel" in page
    assert "le lien est donné aux membres du groupe" in page
    assert "Rejoindre ce groupe" in page
    for absent in ["Yves Naudin", VISIO, ESPACE, "Il a été dit.", "Modifier la page", "Passée"]:
        assert absent not in page, absent


def test_un_membre_du_reseau_voit_les_noms_mais_pas_les_liens(client, groupe, participante, membre):
    ReunionFactory(groupe=groupe, lien_visio=VISIO)
    client.force_login(membre)

    page = source(client.get("/groupes/inclusion/"))

    assert "Yves Naudin" in page
    assert VISIO not in page
    assert ESPACE not in page


def test_qui_est_du_groupe_voit_les_liens_les_comptes_rendus_et_sa_promesse(
    client, groupe, participante
):
    ReunionFactory(groupe=groupe, lien_visio=VISIO)
    ReunionFactory(
        groupe=groupe,
        debut=timezone.now() - timedelta(days=3),
        fin=timezone.now() - timedelta(days=2),
        compte_rendu="Il a été dit.",
    )
    client.force_login(participante)

    page = source(client.get("/groupes/inclusion/"))

    assert VISIO in page
    assert ESPACE in page
    assert "Il a été dit." in page
    assert "promettez 1,5 h par mois" in page
    assert "Quitter le groupe" in page
    assert "Modifier la page" not in page


def test_la_page_montre_les_ateliers_et_les_nouvelles_du_groupe_seulement(client, groupe):
    AtelierFactory(groupe=groupe, titre="Journée du groupe")
    AtelierFactory(groupe=groupe, titre="Brouillon de journée", brouillon=True)
    AtelierFactory(titre="Journée d’ailleurs")
    ActualiteFactory(groupe=groupe, titre="Nouvelle du groupe")
    ActualiteFactory(groupe=groupe, titre="Nouvelle à venir", publiee_le=None)
    ActualiteFactory(titre="Nouvelle d’ailleurs")

    page = source(client.get("/groupes/inclusion/"))

    assert "Journée du groupe" in page
    assert "Nouvelle du groupe" in page
    for absent in ["Brouillon de journée", "d’ailleurs", "Nouvelle à venir"]:
        assert absent not in page, absent


@pytest.mark.parametrize("lignes", [1, 3])
def test_la_page_fait_toujours_le_meme_nombre_de_requetes(
    client, django_assert_num_queries, groupe, animatrice, lignes
):
    ReseauFactory()
    for _ligne in range(lignes):
        ParticipationFactory(groupe=groupe)
        ParticipationFactory(groupe=groupe, role=RoleDansLeGroupe.ANIMATEUR)
        ReunionFactory(groupe=groupe)
        AtelierFactory(groupe=groupe)
        ActualiteFactory(groupe=groupe)
    client.force_login(animatrice)

    with django_assert_num_queries(11):
        client.get("/groupes/inclusion/")


def test_un_groupe_ferme_n_est_vu_que_de_l_equipe(client):
    GroupeFactory(slug="ferme", actif=False)
    ouvert_a_tous = client.get("/groupes/ferme/").status_code
    client.force_login(PersonneFactory(equipe=True))

    page = source(client.get("/groupes/ferme/"))

    assert ouvert_a_tous == 404
    assert "Groupe fermé" in page
    assert "Rejoindre ce groupe" not in page


def test_un_membre_rejoint_en_promettant_ses_heures(client, groupe, membre):
    client.force_login(membre)

    reponse = client.post("/groupes/inclusion/rejoindre/", {"heures_par_mois": "2,5"}, follow=True)

    assert reponse.redirect_chain == [("/groupes/inclusion/", 302)]
    assert "Bienvenue dans le groupe « Inclusion »." in source(reponse)
    assert groupe.participation_de(membre).heures_par_mois == Decimal("2.5")


@pytest.mark.parametrize("heures", ["", "0", "0,4", "60,5", "1,2", "1000", "beaucoup", "NaN", "-2"])
def test_une_promesse_impossible_est_refusee_d_une_phrase(client, groupe, membre, heures):
    client.force_login(membre)

    reponse = client.post("/groupes/inclusion/rejoindre/", {"heures_par_mois": heures})

    assert reponse.context["form"].errors == {
        "heures_par_mois": [
            "Promettez entre une demi-heure et 60 heures par mois, à la demi-heure près\xa0: "
            "par exemple 1,5."
        ]
    }
    assert Participation.objects.count() == 0


@pytest.mark.parametrize(("saisie", "attendu"), [("0,5", "0.5"), ("0.5", "0.5"), ("60", "60")])
def test_les_bornes_sont_permises_avec_virgule_ou_point(client, groupe, membre, saisie, attendu):
    client.force_login(membre)

    client.post("/groupes/inclusion/rejoindre/", {"heures_par_mois": saisie})

    assert groupe.participation_de(membre).heures_par_mois == Decimal(attendu)


def test_voir_la_page_pour_rejoindre_ne_fait_rien(client, groupe, membre):
    client.force_login(membre)

    page = source(client.get("/groupes/inclusion/rejoindre/"))

    assert 'value="1"' in page
    assert Participation.objects.count() == 0


def test_rejoindre_quand_on_y_est_deja_ramene_au_groupe(client, groupe, participante):
    client.force_login(participante)

    for methode in (client.get, client.post):
        reponse = methode("/groupes/inclusion/rejoindre/", {"heures_par_mois": "3"})
        assert reponse.url == "/groupes/inclusion/"

    assert Participation.objects.get().heures_par_mois == Decimal("1.5")


def test_un_compte_non_membre_apprend_comment_rejoindre_le_reseau(client, groupe):
    ReseauFactory(comment_adherer="Venez à **une plénière**.")
    client.force_login(PersonneFactory())

    reponse = client.post("/groupes/inclusion/rejoindre/", {"heures_par_mois": "1"})

    assert reponse.status_code == 403
    assert "<strong>une plénière</strong>" in source(reponse)
    assert Participation.objects.count() == 0


def test_un_anonyme_est_mene_a_la_connexion_puis_revient(client, groupe):
    reponse = client.get("/groupes/inclusion/rejoindre/")

    assert reponse.url == "/compte/login/?next=/groupes/inclusion/rejoindre/"


def test_changer_sa_promesse(client, groupe, participante):
    client.force_login(participante)
    formulaire = source(client.get("/groupes/inclusion/promesse/"))

    reponse = client.post("/groupes/inclusion/promesse/", {"heures_par_mois": "4"})

    assert 'value="1,5"' in formulaire
    assert reponse.url == "/groupes/inclusion/"
    assert groupe.participation_de(participante).heures_par_mois == Decimal("4")


def test_quitter_demande_un_bouton_et_garde_l_histoire(client, groupe, participante):
    client.force_login(participante)
    client.get("/groupes/inclusion/quitter/")
    apres_le_get = groupe.participation_de(participante)

    reponse = client.post("/groupes/inclusion/quitter/")

    assert apres_le_get is not None
    assert reponse.url == "/groupes/inclusion/"
    assert Participation.objects.get().quittee_le == timezone.localdate()


def test_quitter_un_groupe_ou_l_on_n_est_pas_est_introuvable(client, groupe, membre):
    client.force_login(membre)

    assert client.post("/groupes/inclusion/quitter/").status_code == 404
    assert client.post("/groupes/inclusion/promesse/", {}).status_code == 404
    assert not groupe.participations.filter(personne=membre).exists()
