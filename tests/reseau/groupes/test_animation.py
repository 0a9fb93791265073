from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.utils import timezone

from reseau.groupes.enums import RoleDansLeGroupe
from reseau.models import Reunion
from tests.factories import GroupeFactory, ParticipationFactory, PersonneFactory, ReunionFactory

REUNION = {
    "titre": "Point de rentrée",
    "debut": "2026-12-01T18:00",
    "fin": "2026-12-01T19:30",
    "endroit": "La Dynamo, Auch",
    "lien_visio": "",
    "ordre_du_jour": "- le four\n- le toit",
    "compte_rendu": "",
}


@pytest.fixture
def groupe():
    return GroupeFactory(slug="inclusion", nom="Inclusion", theme="Avant")


@pytest.fixture
def animatrice(groupe, client):
    personne = PersonneFactory(membre=True)
    ParticipationFactory(groupe=groupe, personne=personne, role=RoleDansLeGroupe.ANIMATEUR)
    client.force_login(personne)
    return personne


def test_l_animatrice_modifie_la_page_de_son_groupe(client, groupe, animatrice):
    page = client.get("/groupes/inclusion/modifier/").content.decode()

    reponse = client.post(
        "/groupes/inclusion/modifier/",
        {"theme": "Après", "objectifs": "Tout.", "courriel": "", "espace_de_travail": ""},
    )

    groupe.refresh_from_db()
    assert "Avant" in page
    assert reponse.url == "/groupes/inclusion/"
    assert (groupe.theme, groupe.objectifs, groupe.nom) == ("Après", "Tout.", "Inclusion")


def test_une_page_sans_theme_est_refusee(client, groupe, animatrice):
    reponse = client.post("/groupes/inclusion/modifier/", {"theme": ""})

    assert list(reponse.context["form"].errors) == ["theme"]


def test_annoncer_une_reunion_a_l_heure_de_paris(client, groupe, animatrice):
    reponse = client.post("/groupes/inclusion/reunions/ajouter/", REUNION)

    reunion = Reunion.objects.get()
    assert reponse.url == "/groupes/inclusion/"
    assert reunion.groupe == groupe
    assert reunion.debut == datetime(2026, 12, 1, 17, 0, tzinfo=UTC)


def test_une_reunion_qui_finit_avant_de_commencer_est_refusee(client, groupe, animatrice):
    reponse = client.post(
        "/groupes/inclusion/reunions/ajouter/", {**REUNION, "fin": "2026-12-01T17:59"}
    )

    assert reponse.context["form"].errors == {"fin": ["La fin doit venir après le début."]}
    assert Reunion.objects.count() == 0


def test_modifier_une_reunion_montre_ses_heures_et_les_change(client, groupe, animatrice):
    reunion = ReunionFactory(
        groupe=groupe,
        debut=datetime(2026, 12, 1, 17, 0, tzinfo=UTC),
        fin=datetime(2026, 12, 1, 18, 0, tzinfo=UTC),
    )
    adresse = f"/groupes/inclusion/reunions/{reunion.pk}/"
    page = client.get(adresse).content.decode()

    client.post(adresse, {**REUNION, "compte_rendu": "Fait."})

    reunion.refresh_from_db()
    assert 'value="2026-12-01T18:00"' in page
    assert (reunion.titre, reunion.compte_rendu) == ("Point de rentrée", "Fait.")


def test_retirer_une_reunion_a_venir_demande_un_bouton(client, groupe, animatrice):
    reunion = ReunionFactory(groupe=groupe)
    gardee = ReunionFactory(groupe=groupe)
    adresse = f"/groupes/inclusion/reunions/{reunion.pk}/supprimer/"
    client.get(adresse)
    apres_le_get = Reunion.objects.count()

    reponse = client.post(adresse)

    assert apres_le_get == 2
    assert reponse.url == "/groupes/inclusion/"
    assert list(Reunion.objects.all()) == [gardee]


def test_une_reunion_passee_ne_se_retire_pas(client, groupe, animatrice):
    reunion = ReunionFactory(groupe=groupe, debut=timezone.now() - timedelta(days=2))

    reponse = client.post(f"/groupes/inclusion/reunions/{reunion.pk}/supprimer/")

    assert reponse.status_code == 404
    assert Reunion.objects.count() == 1


def test_une_reunion_en_cours_est_encore_annoncee():
    with time_machine.travel("2026-12-01 18:00Z", tick=False):
        ReunionFactory(debut=timezone.now() - timedelta(hours=1), fin=timezone.now())

        assert Reunion.objects.a_venir().count() == 1


def test_la_reunion_d_un_autre_groupe_est_introuvable(client, groupe, animatrice):
    ailleurs = ReunionFactory()

    reponse = client.post(f"/groupes/inclusion/reunions/{ailleurs.pk}/", REUNION)

    assert reponse.status_code == 404
    titre = ailleurs.titre
    ailleurs.refresh_from_db()
    assert ailleurs.titre == titre != REUNION["titre"]


ADRESSES = ["modifier/", "reunions/ajouter/"]


@pytest.mark.parametrize("adresse", ADRESSES)
def test_qui_n_est_pas_du_groupe_n_y_trouve_rien(client, groupe, adresse):
    client.force_login(PersonneFactory(membre=True))

    assert client.get(f"/groupes/inclusion/{adresse}").status_code == 404


@pytest.mark.parametrize("adresse", ADRESSES)
def test_un_simple_membre_du_groupe_n_a_pas_le_role(client, groupe, adresse):
    client.force_login(ParticipationFactory(groupe=groupe).personne)

    assert client.get(f"/groupes/inclusion/{adresse}").status_code == 403


def test_animer_un_groupe_n_ouvre_pas_les_autres(client, animatrice):
    GroupeFactory(slug="autre")

    assert client.get("/groupes/autre/modifier/").status_code == 404
    assert client.get("/groupes/inclusion/modifier/").status_code == 200


def test_avoir_anime_ne_suffit_plus(client, groupe):
    ancienne = ParticipationFactory(
        groupe=groupe, role=RoleDansLeGroupe.ANIMATEUR, quittee_le=timezone.localdate()
    )
    client.force_login(ancienne.personne)

    assert client.get("/groupes/inclusion/modifier/").status_code == 404


def test_l_equipe_modifie_avec_la_permission_et_pas_sans(client, groupe):
    sans = PersonneFactory(equipe=True)
    avec = PersonneFactory(equipe=True)
    avec.user_permissions.add(Permission.objects.get(codename="change_groupedetravail"))
    codes = []

    for personne in (sans, avec):
        client.force_login(personne)
        codes.append(client.get("/groupes/inclusion/modifier/").status_code)

    assert codes == [404, 200]
