"""Accounts nobody uses: asked at 22 months, closed at 24, never without time to answer."""

import re
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry as LigneDuJournal
from django.contrib.admin.models import ADDITION
from django.contrib.admin.models import LogEntry as ActionDuBackOffice
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from inscriptions.models import Dossier
from reseau.models import CompteEndormi, Courriel, Participation, Personne
from reseau.personnes.fermeture import FERMES, fermer
from reseau.personnes.inactivite.comptes import LOT
from reseau.socle.conservation.purge import purger
from reseau.socle.securite.models import TraceDeSecurite
from tests.factories import (
    MOT_DE_PASSE,
    CourrielFactory,
    DossierFactory,
    LieuFactory,
    ParticipationFactory,
    PersonneFactory,
    ReseauFactory,
)

NAISSANCE = timezone.now()
DEMANDE, FERMETURE = timedelta(days=670), timedelta(days=730)
JOUR = timedelta(days=1)


def personne(**champs):
    champs = {"date_joined": NAISSANCE} | champs
    personne = PersonneFactory(**champs)
    EmailAddress.objects.create(user=personne, email=personne.email, verified=True, primary=True)
    return personne


def purger_a(*apres):
    """The purge, at each of these ages of the account."""
    for age in apres:
        with time_machine.travel(NAISSANCE + age, tick=False):
            purger()


def demandees():
    lettres = Courriel.objects.filter(cle__startswith="garder:").order_by("pk")
    return list(lettres.values_list("destinataire", flat=True))


def fermees():
    return list(Personne.objects.filter(email__endswith=FERMES).values_list("pk", flat=True))


def lien_de_la_lettre():
    return re.search(r"https?://\S+(/mon-espace/garder/\S+)", Courriel.objects.get().texte)[1]


def test_on_demande_a_22_mois_une_seule_fois_et_on_ferme_a_24():
    nadia = personne()

    purger_a(DEMANDE - JOUR)
    assert demandees() == []
    purger_a(DEMANDE + JOUR, DEMANDE + 2 * JOUR, FERMETURE)
    assert (demandees(), fermees()) == ([nadia.email], [])
    purger_a(FERMETURE + 2 * JOUR)
    assert fermees() == [nadia.pk]


def test_qui_n_a_pas_eu_le_temps_de_repondre_n_est_pas_fermee():
    """No purge for three years: asked first, closed two months after, not at once."""
    nadia = personne()

    purger_a(timedelta(days=1100), timedelta(days=1159))
    assert (demandees(), fermees()) == ([nadia.email], [])
    purger_a(timedelta(days=1161))
    assert fermees() == [nadia.pk]


def test_une_question_trop_vieille_se_repose_avant_de_fermer():
    personne()

    purger_a(DEMANDE + JOUR, timedelta(days=1500))

    assert (len(demandees()), fermees()) == (2, [])


@pytest.mark.parametrize("geste", ["connexion", "bouton", "inscription", "pour une autre"])
def test_se_servir_de_son_compte_le_garde(client, geste):
    nadia = personne()
    purger_a(DEMANDE + JOUR)
    lien = lien_de_la_lettre()

    with time_machine.travel(NAISSANCE + DEMANDE + 10 * JOUR, tick=False):
        if geste == "connexion":
            client.post(reverse("account_login"), {"login": nadia.email, "password": MOT_DE_PASSE})
        elif geste == "bouton":
            client.post(lien)
        elif geste == "inscription":
            DossierFactory(personne=nadia)
        else:
            DossierFactory(inscrit_par=nadia)
    purger_a(FERMETURE + 2 * JOUR)
    assert fermees() == []

    purger_a(2 * DEMANDE + 12 * JOUR, 2 * DEMANDE + 80 * JOUR)
    assert len(demandees()) <= 2
    assert fermees() == [nadia.pk]


def test_ouvrir_le_lien_ne_garde_rien_et_le_bouton_garde(client):
    ReseauFactory()
    personne()
    purger_a(DEMANDE + JOUR)
    lien = lien_de_la_lettre()

    avant = client.get(lien).content.decode()
    assert CompteEndormi.objects.get().garde_le is None
    apres = client.post(lien, follow=True).content.decode()

    assert "Voulez-vous garder votre compte" in avant
    assert "Garder mon compte</button>" in avant
    assert "Votre compte est gardé" in apres
    assert CompteEndormi.objects.get().garde_le is not None


@pytest.mark.ignore_template_errors
def test_un_lien_faux_ou_d_un_compte_ferme_le_dit_sans_rien_changer(client):
    nadia = personne()
    purger_a(DEMANDE + JOUR)
    lien = lien_de_la_lettre()
    purger_a(FERMETURE + 2 * JOUR)

    for adresse in (lien, lien[:-3] + "xx/", reverse("garder_mon_compte", args=["x"])):
        for reponse in (client.get(adresse), client.post(adresse)):
            assert reponse.status_code == 404
            assert "Ce lien n’est plus valable" in reponse.content.decode()
    assert fermees() == [nadia.pk]


def test_la_lettre_dit_a_chacune_ce_qu_elle_perdrait():
    ReseauFactory(nom="Les Granges")
    nadia = personne(prenom="Nadia", membre=True, equipe=True)
    LieuFactory(nom="La Dynamo").gestionnaires.add(nadia)
    ParticipationFactory(personne=nadia, groupe__nom="Inclusion")
    with time_machine.travel(NAISSANCE + DEMANDE + JOUR, tick=False):
        purger()
        fermeture = timezone.localtime() + FERMETURE - DEMANDE

    lettre = Courriel.objects.get()

    assert lettre.objet == "Voulez-vous garder votre compte\u202f?"
    for corps in (lettre.texte, lettre.html):
        for mot in ("Nadia", "La Dynamo", "Inclusion", "membre du réseau", "back-office"):
            assert mot in corps
        assert f"{fermeture.day} " in corps
        assert str(fermeture.year) in corps


def test_fermer_efface_la_personne_et_laisse_ce_qui_la_compte():
    nadia = personne(prenom="Zenobie", nom="Quinte", telephone="0600000000", membre=True)
    lieu = LieuFactory()
    lieu.gestionnaires.add(nadia)
    participation = ParticipationFactory(personne=nadia)
    dossier = DossierFactory(personne=nadia, cree_le=NAISSANCE - JOUR)
    Authenticator.objects.create(user=nadia, type="totp", data={})
    nadia.structure = "Atelier"
    nadia.save()

    purger_a(DEMANDE + JOUR, FERMETURE + 2 * JOUR)

    nadia.refresh_from_db()
    assert (str(nadia), nadia.email) == ("Compte fermé", f"{nadia.pk}{FERMES}")
    assert (nadia.is_active, nadia.has_usable_password()) == (False, False)
    assert (nadia.telephone, nadia.structure, nadia.membre_depuis) == ("", "", None)
    assert not EmailAddress.objects.exists()
    assert not Authenticator.objects.exists()
    assert not lieu.gestionnaires.exists()
    assert Participation.objects.get(pk=participation.pk).quittee_le is not None
    assert Dossier.objects.get(pk=dossier.pk).personne is None
    assert set(Courriel.objects.values_list("destinataire", "texte")) == {("", "")}
    assert "Quinte" not in str(list(LigneDuJournal.objects.values()))
    fermeture = TraceDeSecurite.objects.filter(acte="compte").get()
    assert (fermeture.compte, fermeture.detail) == (nadia.pk, "fermé, données effacées")


def test_la_derniere_superutilisatrice_reste_toujours():
    ancienne = personne(superutilisatrice=True, last_login=NAISSANCE)
    recente = personne(superutilisatrice=True, last_login=NAISSANCE + JOUR / 2)

    purger_a(DEMANDE + JOUR, FERMETURE + 2 * JOUR, timedelta(days=1600), timedelta(days=1700))

    assert fermees() == [ancienne.pk]
    recente.refresh_from_db()
    assert recente.is_superuser and recente.is_active


def test_une_superutilisatrice_desactivee_ne_garde_pas_la_maison():
    """She cannot come in: the last one who can stays, however long she slept."""
    seule = personne(superutilisatrice=True)
    personne(superutilisatrice=True, is_active=False, date_joined=NAISSANCE + FERMETURE)

    purger_a(DEMANDE + JOUR, FERMETURE + 2 * JOUR)

    seule.refresh_from_db()
    assert seule.is_active


def test_fermer_laisse_les_lettres_d_une_adresse_qu_une_autre_a_prouvee():
    nadia, rose = personne(), personne(last_login=NAISSANCE + FERMETURE)
    EmailAddress.objects.create(user=nadia, email=rose.email)
    CourrielFactory(destinataire=rose.email, confidentiel=True, texte="Pour Rose")

    fermer(nadia)

    assert Courriel.objects.get(destinataire=rose.email).texte == "Pour Rose"


def test_un_compte_desactive_est_efface_sans_qu_on_lui_demande():
    nadia = personne(is_active=False)

    purger_a(DEMANDE + JOUR, FERMETURE + JOUR)

    assert (demandees(), fermees()) == ([], [nadia.pk])


def test_un_essai_dit_tout_et_ne_fait_rien():
    personne()
    sortie = StringIO()

    with time_machine.travel(NAISSANCE + DEMANDE + JOUR, tick=False):
        call_command("purger", "--essai", stdout=sortie)

    assert "      1  personnes à qui demander si elles gardent leur compte" in sortie.getvalue()
    assert not Courriel.objects.exists()


def test_un_vieux_reseau_demande_par_lots():
    PersonneFactory.create_batch(LOT + 1, date_joined=NAISSANCE, password="!")

    with time_machine.travel(NAISSANCE + DEMANDE + JOUR, tick=False):
        nombres = [purger()["comptes_a_garder"] for _ in range(3)]

    assert nombres == [LOT, 1, 0]


# --- never confirmed ---------------------------------------------------------------------------

SEPT_JOURS = timedelta(days=7)


def s_inscrire(client, courriel="zenobie@example.org"):
    champs = {"prenom": "Zenobie", "nom": "Quinte", "email": courriel}
    champs |= {"password1": "une phrase bien longue"}
    assert client.post(reverse("account_signup"), champs).status_code == 302
    return Personne.objects.get(email=courriel)


def test_un_compte_jamais_confirme_part_avec_ses_traces(client):
    s_inscrire(client)
    ne_le = timezone.now()

    purger(a=ne_le + SEPT_JOURS - timedelta(hours=1))
    assert Personne.objects.count() == 1
    purger(a=ne_le + SEPT_JOURS + timedelta(hours=1))

    assert Personne.objects.count() == 0
    assert EmailAddress.objects.count() == 0
    assert "Quinte" not in str(list(LigneDuJournal.objects.values()))
    assert not Courriel.objects.exclude(destinataire="").exists()


def confirme(zenobie):
    EmailAddress.objects.filter(user=zenobie).update(verified=True)


def cree_par_l_equipe(zenobie):
    ActionDuBackOffice.objects.create(
        user=PersonneFactory(superutilisatrice=True),
        content_type=ContentType.objects.get_for_model(Personne),
        object_id=str(zenobie.pk),
        object_repr="Zenobie",
        action_flag=ADDITION,
    )


def entree(zenobie):
    Personne.objects.filter(pk=zenobie.pk).update(last_login=timezone.now())


def membre(zenobie):
    Personne.objects.filter(pk=zenobie.pk).update(membre_depuis=timezone.localdate())


def dans_un_groupe(zenobie):
    ParticipationFactory(personne=zenobie)


def gestionnaire(zenobie):
    LieuFactory().gestionnaires.add(zenobie)


@pytest.mark.parametrize(
    "situation", [confirme, cree_par_l_equipe, entree, membre, dans_un_groupe, gestionnaire]
)
def test_un_compte_qui_est_a_quelqu_un_reste(client, situation):
    zenobie = s_inscrire(client)
    situation(zenobie)

    purger(a=timezone.now() + timedelta(days=60))

    assert Personne.objects.filter(pk=zenobie.pk, prenom="Zenobie").exists()


# --- what Django keeps of a visit --------------------------------------------------------------


def test_les_sessions_terminees_et_le_cache_perime_s_en_vont_et_rien_d_autre(client):
    client.force_login(personne())
    vive = Session.objects.get()
    Session.objects.create(session_key="x" * 32, session_data="", expire_date=timezone.now() - JOUR)
    cache.set("vive", 1, 3600)
    cache.set("perimee", 1, 3600)
    with connection.cursor() as curseur:
        passe = connection.ops.adapt_datetimefield_value(timezone.now() - JOUR)
        curseur.execute(
            "UPDATE cache SET expires = %s WHERE cache_key LIKE %s", [passe, "%perimee"]
        )

    comptes = purger()

    assert (comptes["sessions"], comptes["cache"]) == (1, 1)
    assert Session.objects.get() == vive
    assert cache.get("vive") == 1
    with connection.cursor() as curseur:
        curseur.execute("SELECT COUNT(*) FROM cache WHERE cache_key LIKE %s", ["%perimee"])
        assert curseur.fetchone() == (0,)
