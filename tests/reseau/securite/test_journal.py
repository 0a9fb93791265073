"""Each act that counts for security leaves a row: who, from where, what; nothing typed."""

import logging
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reseau.groupes.enums import RoleDansLeGroupe
from reseau.personnes.roles import installer_les_roles
from reseau.socle.conservation.purge import purger
from reseau.socle.securite.enums import Acte
from reseau.socle.securite.models import TraceDeSecurite
from tests.factories import MOT_DE_PASSE, LieuFactory, ParticipationFactory, PersonneFactory

AILLEURS = "198.51.100.9"


@pytest.fixture(autouse=True)
def _derriere_un_proxy(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1


@pytest.fixture
def client():
    return Client(headers={"X-Forwarded-For": AILLEURS})


def personne(**champs):
    personne = PersonneFactory(**champs)
    EmailAddress.objects.create(user=personne, email=personne.email, verified=True, primary=True)
    return personne


def actes(*champs):
    """What was written since the last reading, oldest first."""
    lues = list(TraceDeSecurite.objects.order_by("pk").values_list("acte", *champs))
    TraceDeSecurite.objects.all().delete()
    return lues


def se_connecter(client, adresse, mot_de_passe=MOT_DE_PASSE):
    return client.post(
        reverse("account_login"), {"login": adresse, "password": mot_de_passe}, follow=True
    )


def test_se_connecter_et_partir_laissent_le_compte_et_l_adresse_de_l_ordinateur(client):
    nadia = personne()
    actes()

    se_connecter(client, nadia.email)
    client.post(reverse("account_logout"))

    assert actes("compte", "adresse", "par") == [
        ("connexion", nadia.pk, AILLEURS, None),
        ("deconnexion", nadia.pk, AILLEURS, None),
    ]


def test_une_connexion_manquee_dit_quel_compte_et_jamais_une_adresse_inconnue(client):
    nadia = personne()
    actes()

    se_connecter(client, nadia.email, "fausse")
    se_connecter(client, "inconnue@example.org", "fausse")

    assert actes("compte", "detail", "page") == [
        ("echec", nadia.pk, "mot de passe", "/compte/login/"),
        ("echec", None, "mot de passe", "/compte/login/"),
    ]


def test_cent_essais_d_une_heure_font_une_ligne_qui_compte(client):
    debut = timezone.now()
    for minute in range(100):
        TraceDeSecurite.objects.noter(
            Acte.REFUS, a=debut + timedelta(seconds=minute), adresse=AILLEURS, page="/admin/"
        )
    TraceDeSecurite.objects.noter(
        Acte.REFUS, a=debut + timedelta(hours=2), adresse=AILLEURS, page="/admin/"
    )

    assert actes("fois") == [("refus", 100), ("refus", 1)]


def test_un_refus_dit_la_page_et_de_qui(client):
    equipe = PersonneFactory(equipe=True)
    client.force_login(equipe)
    actes()

    reponse = client.get(reverse("admin:auth_group_changelist"))

    assert actes("compte", "adresse", "page", "demande") == [
        ("refus", equipe.pk, AILLEURS, "/admin/auth/group/", reponse["X-Request-ID"])
    ]


def test_un_formulaire_sans_jeton_et_un_hote_inconnu_sont_des_refus(client, settings):
    severe = Client(enforce_csrf_checks=True, headers={"X-Forwarded-For": AILLEURS})

    severe.post(reverse("account_login"), {"login": "zoe@example.org"})
    client.get("/", headers={"Host": "zoe.example.net"})

    assert actes("adresse", "detail") == [
        ("refus", AILLEURS, "csrf"),
        ("suspecte", AILLEURS, "DisallowedHost"),
    ]


def test_ce_qui_est_freine_se_note(client):
    for _ in range(12):
        client.post(reverse("account_reset_password"), {"email": "zoe@example.org"})

    notes = actes("compte", "adresse", "page")
    assert set(notes) == {("frein", None, AILLEURS, "/compte/password/reset/")}


def test_une_page_introuvable_n_est_pas_un_acte(client):
    client.get("/nulle/part/")

    assert actes() == []


def test_les_droits_donnes_et_retires_disent_a_qui_et_par_qui(client):
    installer_les_roles()
    groupe = Group.objects.get(name="Animation")
    chef, nadia = PersonneFactory(superutilisatrice=True), PersonneFactory()
    client.force_login(chef)
    actes()

    page = reverse("admin:reseau_personne_change", args=[nadia.pk])
    champs = {"prenom": "Nadia", "nom": "R", "email": nadia.email, "profil": "autre"}
    champs |= {"is_active": "on"}
    client.post(page, champs | {"is_staff": "on", "groups": [groupe.pk]})
    assert actes("compte", "par", "detail", "adresse") == [
        ("droit_donne", nadia.pk, chef.pk, "équipe", AILLEURS),
        ("droit_donne", nadia.pk, chef.pk, f"groupe {groupe.pk}", AILLEURS),
    ]

    client.post(page, champs | {"is_superuser": "on"})
    assert sorted(actes("compte", "par", "detail")) == [
        ("droit_donne", nadia.pk, chef.pk, "superutilisateur"),
        ("droit_retire", nadia.pk, chef.pk, f"groupe {groupe.pk}"),
        ("droit_retire", nadia.pk, chef.pk, "équipe"),
    ]


def test_chaque_lien_qui_donne_un_droit_se_note_des_deux_cotes():
    nadia, lieu = PersonneFactory(), LieuFactory()
    droit = Permission.objects.get(codename="exporter")
    groupe = Group.objects.create(name="Comptes")
    actes()

    lieu.gestionnaires.add(nadia)
    nadia.lieux_geres.clear()
    nadia.user_permissions.set([droit])
    groupe.user_set.add(nadia)
    groupe.user_set.remove(nadia)
    groupe.permissions.add(droit)
    lieu.gestionnaires.add(nadia)
    lieu.gestionnaires.clear()

    assert actes("compte", "detail") == [
        ("droit_donne", nadia.pk, f"gestionnaire du lieu {lieu.pk}"),
        ("droit_retire", nadia.pk, f"gestionnaire du lieu {lieu.pk}"),
        ("droit_donne", nadia.pk, f"permission {droit.pk}"),
        ("droit_donne", nadia.pk, f"groupe {groupe.pk}"),
        ("droit_retire", nadia.pk, f"groupe {groupe.pk}"),
        ("droit_donne", None, f"groupe {groupe.pk}, permissions [{droit.pk}]"),
        ("droit_donne", nadia.pk, f"gestionnaire du lieu {lieu.pk}"),
        ("droit_retire", nadia.pk, f"gestionnaire du lieu {lieu.pk}"),
    ]


def test_animer_un_groupe_de_travail_est_un_droit():
    participation = ParticipationFactory()
    actes()

    for role in (RoleDansLeGroupe.ANIMATEUR, RoleDansLeGroupe.MEMBRE):
        participation.role = role
        participation.save()

    qui, quoi = participation.personne_id, f"anime le groupe de travail {participation.groupe_id}"
    assert actes("compte", "detail") == [("droit_donne", qui, quoi), ("droit_retire", qui, quoi)]


def test_mot_de_passe_adresse_et_second_facteur_changes_se_notent_par_toute_porte(client):
    nadia = personne()
    client.force_login(nadia)
    actes()

    nadia.set_password("une-autre-phrase")
    nadia.save()
    client.force_login(nadia)
    client.post(reverse("account_email"), {"email": "autre@example.org", "action_add": "1"})
    moyen = Authenticator.objects.create(user=nadia, type="totp", data={})
    moyen.delete()

    assert [ligne for ligne in actes("compte", "detail") if ligne[0] != "connexion"] == [
        ("mot_de_passe", nadia.pk, ""),
        ("adresse", nadia.pk, "ajoutée"),
        ("second_facteur", nadia.pk, "totp retiré"),
    ]


def test_un_compte_ferme_se_note():
    nadia = PersonneFactory()
    actes()

    nadia.is_active = False
    nadia.save()

    assert actes("compte", "detail") == [("compte", nadia.pk, "fermé")]


def test_une_collegue_ecrit_par_le_journal_sans_connaitre_la_table():
    nadia = PersonneFactory()
    actes()

    logging.getLogger("reseau.securite").warning(
        "source zoe@example.org", extra={"acte": "frein", "compte": nadia.pk}
    )

    assert actes("compte", "detail") == [("frein", nadia.pk, "source <courriel>")]


def test_sans_base_l_acte_va_sur_la_sortie_d_erreur_et_la_demande_continue(caplog):
    def ne_pas_repondre(execute, sql, params, many, context):
        raise OperationalError("la base ne répond pas")

    with connection.execute_wrapper(ne_pas_repondre):
        logging.getLogger("reseau.securite").warning("essai", extra={"acte": "frein", "compte": 7})

    assert "acte=frein compte=7 adresse=None essai" in caplog.text


def test_douze_mois_puis_rien():
    nadia = PersonneFactory()
    TraceDeSecurite.objects.all().delete()
    TraceDeSecurite.objects.noter(Acte.CONNEXION, compte=nadia.pk, adresse=AILLEURS)
    ecrite = timezone.now()

    purger(a=ecrite + timedelta(days=364))
    assert TraceDeSecurite.objects.count() == 1
    purger(a=ecrite + timedelta(days=366))
    assert TraceDeSecurite.objects.count() == 0


@pytest.mark.parametrize("nombre", [1, 3])
def test_l_administration_lit_qui_a_fait_quoi(client, nombre, django_assert_num_queries):
    chef = PersonneFactory(superutilisatrice=True)
    client.force_login(chef)
    TraceDeSecurite.objects.all().delete()
    for rang in range(nombre):
        nadia = PersonneFactory(nom=f"Roche{rang}")
        TraceDeSecurite.objects.create(acte=Acte.CONNEXION, compte=nadia.pk, par=999_999)

    with django_assert_num_queries(9):
        page = client.get(reverse("admin:reseau_tracedesecurite_changelist")).content.decode()

    assert page.count("Camille Roche") == nombre
    assert page.count("n° 999999") == nombre
