"""The team's second factor: asked of whom the setting names, a week after she first meets it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reseau.models import Courriel, Personne
from reseau.personnes import second_facteur
from reseau.personnes.roles import installer_les_roles
from tests.factories import (
    MOT_DE_PASSE,
    AtelierFactory,
    CycleFactory,
    GroupeFactory,
    LieuFactory,
    PersonneFactory,
    ReseauFactory,
)
from tests.pages import source

pytestmark = pytest.mark.ignore_template_errors

PAR_DEFAUT = {"superutilisatrices": "exige", "Administration": "exige", "Animation": "invite"}
LUNDI = datetime(2026, 11, 30, 9, tzinfo=UTC)
BANDEAU = "Mettez en place la double vérification avant le lundi 7 décembre 2026, 10 h"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _reglage(settings):
    settings.SECOND_FACTEUR = PAR_DEFAUT
    settings.EMAIL_BACKEND = "reseau.socle.courriels.backend.BoiteDEnvoi"


def du_groupe(nom):
    installer_les_roles()
    personne = PersonneFactory(equipe=True, email=f"{nom.lower()}@example.org")
    personne.emailaddress_set.create(email=personne.email, verified=True, primary=True)
    if nom == "superutilisatrices":
        Personne.objects.filter(pk=personne.pk).update(is_superuser=True)
    else:
        personne.groups.add(Group.objects.get(name=nom))
    return Personne.objects.get(pk=personne.pk)


def avec_code(personne):
    return Authenticator.objects.create(user=personne, type="totp", data={"secret": SECRET})


def code(quand):
    return format_hotp_value(hotp_value(SECRET, int(quand.timestamp()) // 30))


def chez(personne):
    client = Client()
    client.force_login(personne)
    return client


@pytest.mark.parametrize("qui", ["Administration", "superutilisatrices"])
def test_la_semaine_commence_a_la_premiere_page_et_se_garde_en_base(qui):
    elle = du_groupe(qui)
    with time_machine.travel(LUNDI, tick=False):
        page = source(chez(elle).get("/admin/"))
    with time_machine.travel(LUNDI + timedelta(days=6, hours=23), tick=False):
        encore = chez(elle).get("/admin/")

    assert BANDEAU in page
    assert BANDEAU in source(encore)
    assert encore.status_code == 200
    elle.refresh_from_db()
    assert elle.second_facteur_demande_le == LUNDI


@pytest.mark.parametrize("qui", ["Administration", "superutilisatrices"])
@pytest.mark.parametrize(
    "nom", ["index", "reseau_reseau_changelist", "inscriptions_inscription_changelist", "jsi18n"]
)
def test_la_semaine_passee_le_back_office_mene_a_la_page_ou_la_mettre_en_place(qui, nom):
    elle = du_groupe(qui)
    second_facteur.noter_la_demande(elle)
    client = chez(elle)

    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        client.force_login(elle)
        lue = client.get(reverse(f"admin:{nom}"))
        ecrite = client.post(reverse(f"admin:{nom}"))
        page = source(client.get(lue.url))

    assert lue.url == ecrite.url == reverse("mfa_index")
    assert "Mettez d’abord en place la double vérification." in page
    assert "Activer l’application de codes" in page


def en_retard(personne):
    ilya = timezone.now() - timedelta(days=8)
    Personne.objects.filter(pk=personne.pk).update(second_facteur_demande_le=ilya)
    return Personne.objects.get(pk=personne.pk)


def test_ce_que_l_equipe_seule_voit_ailleurs_dort_aussi():
    """Drafts on public pages, closed groups, a registration for somebody else."""
    elle = en_retard(du_groupe("Administration"))
    adresses = [
        AtelierFactory(brouillon=True).get_absolute_url(),
        CycleFactory(brouillon=True).get_absolute_url(),
        LieuFactory(brouillon=True).get_absolute_url(),
        GroupeFactory(actif=False).get_absolute_url(),
    ]
    pour_quelqu_un = reverse("inscriptions:pour_quelqu_un", args=[AtelierFactory().slug])
    client = chez(elle)

    avant = [client.get(adresse).status_code for adresse in adresses]
    ferme = client.get(pour_quelqu_un)
    avec_code(elle)
    apres = [client.get(adresse).status_code for adresse in [*adresses, pour_quelqu_un]]

    assert avant == [404] * 4
    assert ferme.url == reverse("mfa_index")
    assert apres == [200] * 5


def test_toute_page_fermee_attend_sauf_les_siennes():
    """Walk every closed address: none but those of her own account opens."""
    from tests.monde import Monde, sonder
    from tests.test_permissions import TABLE
    from tests.test_permissions_back_office import adresses

    monde = Monde()
    elle = monde.personnes["superutilisatrice"]
    en_retard(elle)
    client = monde.client("superutilisatrice")
    ouvertes_a_toutes = {nom for nom, (lecture, *_r) in TABLE.items() if " " not in lecture}
    du_portail = {
        nom: monde.adresse(nom, **dict(*arguments))
        for nom, (_l, _e, *arguments) in TABLE.items()
        if nom not in ouvertes_a_toutes
    }
    siennes = ("account_", "mfa_", "mon_espace", "mes_coordonnees", "socialaccount_login_error")

    pages = du_portail | dict(adresses(monde))
    mene = {
        nom
        for nom, adresse in pages.items()
        if all(code == "302" for code in sonder(client, adresse))
    }

    laissees = {nom for nom in pages.keys() - mene if nom not in {"logout", "account_logout"}}
    assert {nom for nom in laissees if not nom.startswith(siennes)} == set()
    assert len(mene) > 80


def test_elle_la_met_en_place_et_le_back_office_s_ouvre():
    elle = en_retard(du_groupe("Administration"))
    client = chez(elle)
    client.post(reverse("account_reauthenticate"), {"password": MOT_DE_PASSE})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    juste = format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))

    client.post(reverse("mfa_activate_totp"), {"code": juste})

    assert "Ouvrir le back-office" in source(client.get(reverse("mfa_index")))
    assert client.get("/admin/").status_code == 200


def test_des_codes_de_secours_seuls_ne_sont_pas_un_second_facteur():
    elle = en_retard(du_groupe("Administration"))
    Authenticator.objects.create(user=elle, type="recovery_codes", data={"seed": "x"})

    assert chez(elle).get("/admin/").url == reverse("mfa_index")


def test_animation_est_invitee_et_n_attend_jamais():
    elle = en_retard(du_groupe("Animation"))
    client = chez(elle)

    tableau = source(client.get("/admin/"))
    ailleurs = source(client.get(reverse("admin:ateliers_atelier_changelist")))
    mon_espace = source(client.get("/mon-espace/"))

    invitation = "une double vérification les protège mieux que le seul mot de passe."
    assert [invitation in page for page in (tableau, ailleurs, mon_espace)] == [True, False, True]


@pytest.mark.parametrize("demande", [{}, {"Animation": "exige"}])
def test_le_reglage_dit_qui(settings, demande):
    settings.SECOND_FACTEUR = demande
    animation, administration = du_groupe("Animation"), du_groupe("Administration")

    attentes = [en_retard(elle).droits_suspendus for elle in (animation, administration)]

    assert attentes == [bool(demande), False]


@pytest.mark.parametrize("qui", ["compte", "membre"])
def test_qui_n_est_pas_de_l_equipe_n_est_pas_concerne(client, qui):
    installer_les_roles()
    elle = PersonneFactory(membre=qui == "membre")
    elle.groups.add(Group.objects.get(name="Administration"))
    client.force_login(elle)

    client.get("/mon-espace/")

    elle.refresh_from_db()
    assert elle.attente is None
    assert elle.second_facteur_demande_le is None


def test_deux_premieres_pages_a_la_fois_gardent_la_premiere_date():
    premiere = du_groupe("Administration")
    seconde = Personne.objects.get(pk=premiere.pk)
    with time_machine.travel(LUNDI, tick=False):
        second_facteur.noter_la_demande(premiere)
    with time_machine.travel(LUNDI + timedelta(days=1), tick=False):
        second_facteur.noter_la_demande(seconde)

    assert Personne.objects.get(pk=premiere.pk).second_facteur_demande_le == LUNDI


# --- who lost her telephone ----------------------------------------------------------------------


def lettre_de_retrait(personne):
    (lettre,) = Courriel.objects.filter(destinataire=personne.email)
    assert lettre.objet == "Votre compte a été changé"
    assert "Votre double vérification a été retirée" in lettre.texte
    return lettre


def test_une_autre_administratrice_la_retire_et_une_semaine_recommence():
    ReseauFactory(courriel="bonjour@example.org")
    rose = du_groupe("Administration")
    doris = PersonneFactory(superutilisatrice=True, prenom="Doris", nom="Bru")
    avec_code(rose)
    avec_code(doris)
    Authenticator.objects.create(user=rose, type="recovery_codes", data={"seed": "x"})
    en_retard(rose)
    adresse = reverse("admin:personne_retirer_second_facteur", args=[rose.pk])
    client = chez(doris)

    demande = source(client.get(adresse))
    reste = rose.authenticator_set.count()
    client.post(adresse)

    assert "Appelez d’abord" in demande
    assert reste == 2, "un GET ne retire rien"
    assert not rose.authenticator_set.exists()
    lettre = lettre_de_retrait(rose)
    assert "Doris Bru, de l’équipe du réseau" in lettre.texte
    assert lettre.repondre_a == "bonjour@example.org"
    assert chez(rose).get("/admin/").status_code == 200, "sa semaine recommence"


def test_la_commande_la_retire_pour_la_seule_administratrice(capsys):
    rose = du_groupe("superutilisatrices")
    avec_code(rose)

    call_command("retirer_second_facteur", " Superutilisatrices@Example.org")

    assert not rose.authenticator_set.exists()
    assert "est retirée" in capsys.readouterr().out
    assert "la personne qui tient le serveur" in lettre_de_retrait(rose).texte


@pytest.mark.parametrize(
    ("adresse", "dit"),
    [("inconnue@example.org", "Aucun compte"), ("sans@example.org", "n’a pas de double")],
)
def test_la_commande_dit_pourquoi_elle_ne_fait_rien(adresse, dit):
    PersonneFactory(email="sans@example.org")

    with pytest.raises(CommandError, match=dit):
        call_command("retirer_second_facteur", adresse)

    assert not Courriel.objects.exists()


def test_a_la_porte_la_page_du_code_dit_quoi_faire_sans_telephone(client):
    rose = du_groupe("Administration")
    avec_code(rose)

    page = client.post(
        reverse("account_login"), {"login": rose.email, "password": MOT_DE_PASSE}, follow=True
    )

    assert "Téléphone perdu, plus de code ?" in source(page)
    assert "codes de secours" in source(page)


# --- a protected account -------------------------------------------------------------------------


def test_un_compte_protege_change_d_adresse_apres_avoir_montre_que_c_est_lui(client):
    rose = du_groupe("Administration")
    avec_code(rose)
    client.force_login(rose)
    voulu = {"email": "neuve@example.org", "action_add": ""}

    arret = client.post(reverse("account_email"), voulu)
    pas_encore = Courriel.objects.exists()
    client.post(arret.url, {"password": MOT_DE_PASSE, "next": reverse("account_email")})

    assert arret.url.startswith(reverse("account_reauthenticate"))
    assert not pas_encore
    lettre = Courriel.objects.get()
    assert lettre.destinataire == "neuve@example.org"
    lien = next(mot for mot in lettre.texte.split() if "/compte/confirm-email/" in mot)
    client.post(lien.replace("http://testserver", ""))
    rose.refresh_from_db()
    assert rose.email == "neuve@example.org"
    assert rose.authenticator_set.count() == 1
    assert Courriel.objects.filter(destinataire="administration@example.org").count() == 1


def test_le_code_de_l_application_suffit_aussi_a_le_montrer(client):
    rose = du_groupe("Administration")
    avec_code(rose)
    client.force_login(rose)
    client.post(reverse("account_email"), {"email": "neuve@example.org", "action_add": ""})

    client.post(
        reverse("mfa_reauthenticate"),
        {"code": code(timezone.now()), "next": reverse("account_email")},
    )

    assert rose.emailaddress_set.filter(email="neuve@example.org", verified=False).exists()


def test_un_compte_sans_double_verification_change_d_adresse_comme_avant(client):
    rose = du_groupe("Animation")
    client.force_login(rose)

    reponse = client.post(reverse("account_email"), {"email": "n@example.org", "action_add": ""})

    assert reponse.url == reverse("account_email")
    assert rose.emailaddress_set.filter(email="n@example.org").exists()


@pytest.mark.parametrize(("decalage", "entre"), [(-60, 0), (-30, 1), (0, 1), (30, 1), (60, 0)])
def test_un_telephone_en_avance_ou_en_retard_de_trente_secondes_est_accepte(decalage, entre):
    rose = du_groupe("Animation")
    avec_code(rose)
    client = Client()
    with time_machine.travel(LUNDI, tick=False):
        client.post(reverse("account_login"), {"login": rose.email, "password": MOT_DE_PASSE})
        vu = code(LUNDI + timedelta(seconds=decalage))
        client.post(reverse("mfa_authenticate"), {"code": vu})

    assert ("_auth_user_id" in client.session) == bool(entre)


def test_un_code_lu_par_dessus_l_epaule_ne_sert_pas_une_seconde_fois():
    """Our tolerance takes a code for a minute and a half: it is remembered as long."""
    rose = du_groupe("Animation")
    avec_code(rose)
    vu = code(LUNDI + timedelta(seconds=30))
    entrees = []
    for secondes in (0, 40, 59):
        client = Client()
        with time_machine.travel(LUNDI + timedelta(seconds=secondes), tick=False):
            client.post(reverse("account_login"), {"login": rose.email, "password": MOT_DE_PASSE})
            client.post(reverse("mfa_authenticate"), {"code": vu})
        entrees.append("_auth_user_id" in client.session)

    assert entrees == [True, False, False]
