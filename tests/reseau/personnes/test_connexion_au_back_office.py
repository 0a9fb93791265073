"""The back office has no login of its own: allauth's, with its limits, stands in front of it."""

import pytest
from allauth.account.models import EmailAddress

from tests.factories import MOT_DE_PASSE, PersonneFactory


def compte(**champs):
    personne = PersonneFactory(**champs)
    EmailAddress.objects.create(user=personne, email=personne.email, verified=True, primary=True)
    return personne


@pytest.mark.parametrize("adresse", ["/admin/", "/admin/login/", "/admin/reseau/personne/"])
def test_un_anonyme_est_mene_a_la_connexion_du_portail(client, adresse):
    reponse = client.get(adresse, follow=True)

    assert reponse.redirect_chain[-1][0].startswith("/compte/login/?next=")


def test_le_mot_de_passe_ne_s_essaie_pas_a_la_porte_de_django(client):
    personne = compte(superutilisatrice=True)

    reponse = client.post("/admin/login/", {"username": personne.email, "password": MOT_DE_PASSE})

    assert reponse.url.startswith("/compte/login/")
    assert "_auth_user_id" not in client.session


def test_une_animatrice_sans_double_verification_entre_par_la_connexion_du_portail(client):
    personne = compte(equipe=True)

    reponse = client.post(
        "/compte/login/?next=/admin/", {"login": personne.email, "password": MOT_DE_PASSE}
    )

    assert reponse.url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_apres_cinq_echecs_le_bon_mot_de_passe_n_ouvre_pas_le_back_office(client):
    personne = compte(superutilisatrice=True)
    for _essai in range(5):
        client.post("/compte/login/?next=/admin/", {"login": personne.email, "password": "faux"})

    client.post("/compte/login/?next=/admin/", {"login": personne.email, "password": MOT_DE_PASSE})

    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/compte/login/")
    assert "_auth_user_id" not in client.session


def test_un_compte_ordinaire_n_entre_pas(client):
    client.force_login(compte(membre=True))

    assert client.get("/admin/login/").status_code == 403


def test_une_animatrice_connectee_n_essaie_pas_le_mot_de_passe_d_une_autre(client):
    au_dessus = compte(superutilisatrice=True)
    animatrice = compte(equipe=True)
    client.force_login(animatrice)

    reponse = client.post(
        "/admin/login/", {"username": au_dessus.email, "password": MOT_DE_PASSE, "next": "/admin/"}
    )

    assert reponse.url == "/admin/"
    assert client.session["_auth_user_id"] == str(animatrice.pk)


def test_son_mot_de_passe_se_change_la_ou_les_essais_sont_comptes(client):
    personne = compte(equipe=True)
    client.force_login(personne)
    saisie = {
        "old_password": MOT_DE_PASSE,
        "new_password1": "Autre-mot-9",
        "new_password2": "Autre-mot-9",
    }

    reponse = client.post("/admin/password_change/", saisie)

    assert reponse.url == "/compte/password/change/"
    personne.refresh_from_db()
    assert personne.check_password(MOT_DE_PASSE)
