"""Whatever somebody typed is nowhere in the database once its time is over, in any table.

Zénobie fills every form of the portal, the team writes about her, half of her letters never leave;
then time goes by, from one due date to the next, with the purge as the only thing that runs.
"""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings as reglages
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inscriptions.models import Dossier, Inscription
from reseau.models import Courriel, Personne
from reseau.personnes.roles import installer_les_roles
from reseau.socle.courriels.enums import EtatCourriel
from tests.factories import (
    MOT_DE_PASSE,
    AtelierFactory,
    CommuneFactory,
    CycleFactory,
    GroupeFactory,
    LieuFactory,
    PersonneFactory,
    QuestionFactory,
    RepasFactory,
    ReseauFactory,
)

from .vidage import trouver
from .zenobie import Zenobie

# Days after which something is due, as the privacy page says, each with a margin.
ECHEANCES = (8, 16, 32, 46, 370, 671, 700, 733, 760, 800)
# Compared, sent once, or replaced by another field of the same page: never written down.
JAMAIS_GARDES = ("password", "compte/login", "retrouver", "heures_par_mois", "tous-question")
JAMAIS_GARDES += (": depuis",)


@pytest.fixture
def zenobie():
    return Zenobie()


@pytest.fixture
def monde():
    installer_les_roles()
    ReseauFactory()
    CommuneFactory(nom="Auch")
    debut = timezone.now() + timedelta(days=14)
    cycle = CycleFactory(slug="ruralites")
    for rang, slug in enumerate(("sarrant", "simorre")):
        atelier = AtelierFactory(
            slug=slug, cycle=cycle, debut=debut + timedelta(days=rang), date_limite=None
        )
        RepasFactory(atelier=atelier)
        QuestionFactory(atelier=atelier, sensible=True)
        QuestionFactory(atelier=atelier)
    equipe = PersonneFactory(superutilisatrice=True, prenom="Nadia", nom="Roche")
    equipe.groups.add(Group.objects.get(name="Administration"))
    GroupeFactory(slug="inclusion")
    LieuFactory(slug="dynamo")
    return equipe


def s_inscrire(zenobie):
    """Alone, several, for a whole cycle."""
    for page in ("ateliers/sarrant", "ateliers/sarrant/inscription/plusieurs", "cycles/ruralites"):
        adresse = f"/{page}/" if page.endswith("plusieurs") else f"/{page}/inscription/"
        avant = Inscription.objects.count()
        zenobie.remplir(Client(), adresse)
        assert Inscription.objects.count() > avant, adresse
    return Dossier.objects.order_by("pk").first().inscriptions.get()


def changer_d_avis(zenobie, inscription):
    """Change what was said, share a car, then somebody else leaves and says why."""
    dossier = inscription.dossier
    client = Client()
    arguments = [dossier.jeton, inscription.pk]
    zenobie.remplir(client, reverse("inscriptions:modifier", args=arguments))
    trajet = reverse("inscriptions:covoiturage_trajet", args=arguments)
    zenobie.remplir(client, trajet, role="propose", heure="08:00", commune="Auch")
    autre = Inscription.objects.exclude(dossier=dossier).order_by("pk").first()
    annuler = reverse("inscriptions:annuler", args=[autre.dossier.jeton, autre.pk])
    zenobie.remplir(client, annuler)


def avoir_des_comptes(zenobie):
    """One never confirmed; one that lives, joins a group, changes address, and goes to sleep."""
    zenobie.remplir(Client(), reverse("account_signup"), password1="phrase-de-zenobie-1")
    for page in ("account_request_login_code", "account_reset_password", "account_login"):
        zenobie.remplir(Client(), reverse(page), refusee=page == "account_login")
    zenobie.remplir(Client(), reverse("inscriptions:retrouver"))
    compte = PersonneFactory(
        membre=True,
        prenom=zenobie.marque("compte : prénom"),
        nom=zenobie.marque("compte : nom"),
        email=zenobie.marque("compte : courriel", "email"),
    )
    EmailAddress.objects.create(user=compte, email=compte.email, verified=True, primary=True)
    client = Client()
    adresse = {"login": compte.email, "password": MOT_DE_PASSE}
    assert client.post(reverse("account_login"), adresse).status_code == 302
    zenobie.remplir(client, reverse("groupes:rejoindre", args=["inclusion"]), heures_par_mois="2")
    zenobie.remplir(client, reverse("mes_coordonnees"))
    zenobie.remplir(client, reverse("account_email"), action_add="1")
    code = zenobie.marque("demande de code", "email")
    zenobie.remplir(Client(), reverse("account_request_login_code"), email=code)
    return compte


def etre_suivie(zenobie, equipe, inscription, compte):
    """What the team types about her: reasons, an account, a link to a place, a registration."""
    client = Client()
    client.force_login(equipe)
    zenobie.remplir(client, reverse("admin:inscription_modifier", args=[inscription.pk]))
    ajout = reverse("admin:reseau_personne_add")
    mots = {"password1": "une-phrase-bien-longue", "password2": "une-phrase-bien-longue"}
    zenobie.remplir(client, ajout, usable_password="true", membre_depuis="", **mots)
    from lieux.models import Lieu

    lieu = Lieu.objects.get(slug="dynamo")
    compte.refresh_from_db()
    lieu.gestionnaires.add(compte)
    motif = zenobie.marque("motif d’annulation par l’équipe")
    from inscriptions import places

    autre = Inscription.objects.actives().exclude(pk=inscription.pk).order_by("pk").last()
    places.annuler(autre, par=equipe, motif=motif)


def test_rien_de_ce_que_zenobie_a_tape_ne_survit_a_sa_promesse(zenobie, monde):
    depart = timezone.now()
    inscription = s_inscrire(zenobie)
    gardees = set(trouver(zenobie.marques))  # before she changes her mind
    changer_d_avis(zenobie, inscription)
    gardees |= set(trouver(zenobie.marques))
    compte = avoir_des_comptes(zenobie)
    etre_suivie(zenobie, monde, inscription, compte)
    moitie = Courriel.objects.order_by("pk").values_list("pk", flat=True)[::2]
    Courriel.objects.filter(pk__in=list(moitie)).update(etat=EtatCourriel.ENVOYE)
    cache.set("essai:zqcachezq", "zqcachezq", 3600)
    zenobie.marques["zqcachezq"] = "une ligne du cache"

    gardees |= set(trouver(zenobie.marques))
    oubliees = {champ for mot, champ in zenobie.marques.items() if mot not in gardees}
    assert len(gardees) > 40
    assert [c for c in oubliees if not any(j in c for j in JAMAIS_GARDES)] == []
    for jours in ECHEANCES:
        with time_machine.travel(depart + timedelta(days=jours), tick=False):
            call_command("purger")

    restes = {zenobie.marques[mot]: tables for mot, tables in trouver(zenobie.marques).items()}
    assert restes == {}
    assert Personne.objects.filter(is_superuser=True, is_active=True).exists()
    assert not list(reglages.BASE_DIR.glob("media/**/*zq*"))
