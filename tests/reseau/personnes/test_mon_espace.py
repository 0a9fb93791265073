from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from ateliers.enums import EtatInscription
from reseau.groupes.enums import RoleDansLeGroupe
from tests.factories import (
    AtelierFactory,
    DossierFactory,
    GroupeFactory,
    InscriptionFactory,
    LieuFactory,
    ParticipationFactory,
    PersonneFactory,
    ReseauFactory,
    ReunionFactory,
)
from tests.pages import source


@pytest.fixture
def personne(client):
    personne = PersonneFactory(email="rose@example.org", prenom="Rose", membre=True)
    EmailAddress.objects.create(user=personne, email=personne.email, verified=True, primary=True)
    client.force_login(personne)
    return personne


def inscrire(personne, **champs):
    return InscriptionFactory(dossier=DossierFactory(personne=personne), **champs)


def test_un_anonyme_est_mene_a_la_connexion(client):
    assert client.get("/mon-espace/").url == "/compte/login/?next=/mon-espace/"


def test_un_espace_vide_mene_quelque_part(client):
    client.force_login(PersonneFactory(prenom="Rose"))

    page = source(client.get("/mon-espace/"))

    assert "Bonjour Rose" in page
    assert "Aucune inscription à venir" in page
    assert "Aucun groupe pour l’instant" in page
    assert "Rejoindre le réseau" in page
    assert "Mes lieux" not in page
    assert 'href="/ateliers/"' in page
    assert 'href="/groupes/"' in page


def test_mes_inscriptions_a_venir_et_passees_avec_leur_etat(client, personne):
    confirmee = inscrire(personne, atelier__titre="Simorre")
    complet = AtelierFactory(titre="Gimont")
    InscriptionFactory(atelier=complet, en_attente=True, demandee_le="2026-01-01 09:00Z")
    inscrire(personne, atelier=complet, en_attente=True)
    inscrire(personne, atelier=AtelierFactory(titre="Sarrant", passe=True))
    inscrire(personne, atelier__titre="Abandonnée", annulee=True)
    inscrire(personne, atelier=AtelierFactory(titre="Reportée", annule=True))
    InscriptionFactory(atelier__titre="Celle d’une autre")

    reponse = client.get("/mon-espace/")

    page = source(reponse)
    assert sorted(i.atelier.titre for i, _page in reponse.context["a_venir"]) == [
        *("Gimont", "Reportée", "Simorre")
    ]
    assert [i.atelier.titre for i in reponse.context["passees"]] == ["Sarrant"]
    assert "Place confirmée" in page
    assert "En liste d’attente, rang 2" in page
    assert "Journée annulée" in page
    assert f'href="{confirmee.dossier.get_absolute_url()}"' in page


def test_une_inscription_sans_compte_n_apparait_qu_a_une_adresse_confirmee(client, personne):
    EmailAddress.objects.create(user=personne, email="rose@ferme.example.org", verified=False)
    prouvee = InscriptionFactory(courriel="rose@example.org", atelier__titre="Prouvée")
    pretendue = InscriptionFactory(courriel="rose@ferme.example.org", atelier__titre="Prétendue")

    page = source(client.get("/mon-espace/"))

    assert "Prouvée" in page
    assert "Prétendue" not in page
    assert pretendue.dossier.jeton not in page
    assert prouvee.dossier.jeton not in page, "le dossier est celui d’un autre contact"
    assert f"/inscriptions/{prouvee.jeton}/" in page


def test_le_dossier_d_une_adresse_confirmee_est_lie(client, personne):
    dossier = DossierFactory(courriel="rose@example.org")
    InscriptionFactory(dossier=dossier)

    assert dossier.get_absolute_url() in source(client.get("/mon-espace/"))


def test_l_adresse_du_compte_ne_suffit_pas_sans_confirmation(client):
    intruse = PersonneFactory(email="malika@example.org")
    InscriptionFactory(dossier__courriel="malika@example.org", atelier__titre="Privée")
    client.force_login(intruse)

    assert "Privée" not in source(client.get("/mon-espace/"))


def test_mes_groupes_avec_ma_promesse_et_la_prochaine_reunion(client, personne):
    anime = GroupeFactory(nom="Inclusion")
    ParticipationFactory(
        groupe=anime, personne=personne, heures_par_mois="1.5", role=RoleDansLeGroupe.ANIMATEUR
    )
    ReunionFactory(groupe=anime)
    ParticipationFactory(groupe__nom="Quitté", personne=personne, quittee_le=timezone.localdate())
    ParticipationFactory(groupe__nom="Ailleurs")

    page = source(client.get("/mon-espace/"))

    assert "Inclusion" in page
    assert "J’anime ce groupe" in page
    assert "ma promesse : 1,5 h par mois" in page
    assert "Prochaine réunion :" in page
    assert "Quitté" not in page
    assert "Ailleurs" not in page


def test_mes_lieux_et_eux_seuls(client, personne):
    publie = LieuFactory(nom="La Dynamo", slug="dynamo", mis_a_jour_le=date(2026, 11, 1))
    brouillon = LieuFactory(nom="La Grange", slug="grange", brouillon=True)
    LieuFactory(nom="Le Préau")
    publie.gestionnaires.add(personne)
    brouillon.gestionnaires.add(personne)

    page = source(client.get("/mon-espace/"))

    assert 'href="/lieux/dynamo/"' in page
    assert "La Grange" in page
    assert "brouillon" in page
    assert "/lieux/grange/" not in page
    assert "Le Préau" not in page


@pytest.mark.parametrize("lignes", [1, 3])
def test_mon_espace_fait_toujours_le_meme_nombre_de_requetes(
    client, django_assert_num_queries, personne, lignes
):
    ReseauFactory()
    for _ligne in range(lignes):
        inscrire(personne)
        inscrire(personne, etat=EtatInscription.EN_ATTENTE)
        inscrire(personne, atelier__passe=True)
        groupe = ParticipationFactory(personne=personne).groupe
        ReunionFactory(groupe=groupe)
        LieuFactory().gestionnaires.add(personne)

    with django_assert_num_queries(11):
        client.get("/mon-espace/")


def test_changer_ses_coordonnees(client, personne):
    formulaire = source(client.get("/mon-espace/coordonnees/"))

    reponse = client.post(
        "/mon-espace/coordonnees/",
        {
            "prenom": "Rosa",
            "nom": "Castéra",
            "telephone": "05 62 00 00 00",
            "structure": "La Dynamo",
            "profil": "gestionnaire",
            "email": "autre@example.org",
            "is_staff": "on",
            "membre_depuis": "2020-01-01",
        },
    )

    avant = personne.membre_depuis
    personne.refresh_from_db()
    assert 'value="Rose"' in formulaire
    assert reponse.url == "/mon-espace/"
    assert (personne.prenom, personne.nom, personne.telephone, personne.structure) == (
        *("Rosa", "Castéra"),
        *("05 62 00 00 00", "La Dynamo"),
    )
    assert (personne.email, personne.is_staff, personne.membre_depuis) == (
        *("rose@example.org", False),
        avant,
    )


def test_des_coordonnees_sans_nom_sont_refusees_et_rien_ne_change(client, personne):
    reponse = client.post("/mon-espace/coordonnees/", {"prenom": "", "nom": "", "profil": "autre"})

    personne.refresh_from_db()
    assert reponse.context["form"].errors == {
        "prenom": ["Il manque le prénom."],
        "nom": ["Il manque le nom."],
    }
    assert personne.prenom == "Rose"


def test_une_inscription_qui_finit_aujourd_hui_est_encore_a_venir(client, personne):
    maintenant = timezone.now()
    inscrire(
        personne,
        atelier__debut=maintenant - timedelta(hours=3),
        atelier__fin=maintenant + timedelta(minutes=5),
    )

    assert len(client.get("/mon-espace/").context["a_venir"]) == 1
