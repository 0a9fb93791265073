"""Every page of the back office opens, for whom it should and for nobody else."""

import re

import pytest
from allauth.account.models import EmailAddress
from auditlog.models import LogEntry
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from ateliers.models import Atelier
from inscriptions.models.enums import FormatExport
from inscriptions.models.exports import Export
from reseau.personnes.roles import installer_les_roles
from reseau.socle.conservation.enums import Origine
from reseau.socle.conservation.models import Purge
from reseau.socle.ouvrier.models import Travail

from ..factories import (
    ActualiteFactory,
    AtelierFactory,
    CourrielFactory,
    CreneauFactory,
    CycleFactory,
    GroupeFactory,
    InscriptionFactory,
    IntervenantFactory,
    MiseEnRelationFactory,
    ParticipationFactory,
    PersonneFactory,
    QuestionFactory,
    RepasFactory,
    ReseauFactory,
    ReunionFactory,
    SequenceFactory,
    TermeFactory,
)

# Django's own admin templates read variables that are not always there.
pytestmark = pytest.mark.ignore_template_errors

DES_NOTRES = ("reseau", "lieux", "ateliers", "inscriptions", "auditlog", "auth")
PAGES = ("changelist", "change", "history", "add")
ECRANS = sorted(
    modele._meta.label_lower
    for modele in admin.site._registry
    if modele._meta.app_label in DES_NOTRES
)
# Written by the software, by people on the site, or inside the page of something else.
JAMAIS_A_LA_MAIN = {
    "ateliers.creneau",
    "auditlog.logentry",
    "inscriptions.dossier",
    "inscriptions.export",
    "inscriptions.miseenrelation",
    "inscriptions.trajet",
    "lieux.commune",
    "lieux.departement",
    "reseau.courriel",
    "reseau.purge",
    "reseau.reseau",
    "reseau.tracedesecurite",
    "reseau.travail",
}


@pytest.fixture
def un_reseau():
    """One row of each model that has a screen."""
    ReseauFactory()
    atelier = AtelierFactory(cycle=CycleFactory())
    RepasFactory(atelier=atelier)
    SequenceFactory(creneau=CreneauFactory(atelier=atelier)).intervenants.add(IntervenantFactory())
    MiseEnRelationFactory(voiture__inscription=InscriptionFactory(atelier=atelier))
    ParticipationFactory(groupe=GroupeFactory())
    ReunionFactory()
    ActualiteFactory()
    TermeFactory()
    QuestionFactory(atelier=atelier)
    CourrielFactory()
    Export.objects.create(format=FormatExport.CSV, atelier=atelier, nombre=2)
    Purge.objects.create(par=Origine.OUVRIER, total=3, comptes={"sessions": 3})
    Travail.objects.create(nom="purge")
    installer_les_roles()


def adresse(label, page):
    nom = f"admin:{label.replace('.', '_')}_{page}"
    if page in ("changelist", "add"):
        # A question is added from the page of its day.
        jour = f"?atelier={Atelier.objects.first().pk}" if label == "inscriptions.question" else ""
        return reverse(nom) + (jour if page == "add" else "")
    return reverse(nom, args=[apps.get_model(label)._default_manager.first().pk])


@pytest.mark.parametrize("label", ECRANS)
def test_chaque_page_s_ouvre_pour_la_superutilisatrice(client, un_reseau, label):
    client.force_login(PersonneFactory(superutilisatrice=True))

    reponses = [client.get(adresse(label, page)) for page in PAGES]

    liste = 302 if label == "reseau.reseau" else 200  # there is one row: its page stands for it
    ajout = 403 if label in JAMAIS_A_LA_MAIN else 200
    assert [reponse.status_code for reponse in reponses] == [liste, 200, 200, ajout]
    ecrites = [r.content.decode() for r in reponses if r.status_code == 200]
    assert [ecrite for ecrite in ecrites if "<h1" not in ecrite] == []
    vides = r'<div class="readonly">(?:None)?</div>|<p>None</p>'
    assert re.findall(vides, "".join(ecrites)) == []


@pytest.mark.parametrize("label", ECRANS)
def test_l_animatrice_n_ouvre_que_ce_que_ses_droits_permettent(client, un_reseau, label):
    personne = PersonneFactory(equipe=True)
    personne.groups.add(Group.objects.get(name="Animation"))
    client.force_login(personne)

    codes = [client.get(adresse(label, page)).status_code for page in PAGES]

    voit = personne.has_perm(label.replace(".", ".view_"))
    ajoute = personne.has_perm(label.replace(".", ".add_")) and label not in JAMAIS_A_LA_MAIN
    assert codes == [200 if droit else 403 for droit in (voit, voit, voit, ajoute)]


def test_une_membre_sans_acces_n_entre_pas_au_back_office(client):
    client.force_login(PersonneFactory(membre=True))

    reponse = client.get(reverse("admin:ateliers_cycle_changelist"))

    assert reponse.status_code == 302
    assert reponse.url == "/admin/login/?next=/admin/ateliers/cycle/"


def test_le_journal_garde_qui_a_change_quoi_sans_les_donnees_tues(client):
    administratrice = PersonneFactory(superutilisatrice=True)
    client.force_login(administratrice)
    groupe = GroupeFactory(nom="Avant")

    client.post(
        reverse("admin:reseau_groupedetravail_change", args=[groupe.pk]),
        {
            "nom": "Après",
            "slug": groupe.slug,
            "theme": groupe.theme,
            "ordre": "0",
            "actif": "on",
            "participations-TOTAL_FORMS": "0",
            "participations-INITIAL_FORMS": "0",
            "reunions-TOTAL_FORMS": "0",
            "reunions-INITIAL_FORMS": "0",
        },
    )

    ligne = LogEntry.objects.get(content_type__model="groupedetravail", action=1)
    assert ligne.actor == administratrice
    assert ligne.changes_dict == {"nom": ["Avant", "Après"]}
    assert ligne.remote_addr is None


def test_le_telephone_et_le_mot_de_passe_n_entrent_pas_au_journal():
    personne = PersonneFactory(telephone="06 00 00 00 00")

    personne.telephone = "07 00 00 00 00"
    personne.set_password("un autre mot de passe")
    personne.save()

    traces = LogEntry.objects.get_for_object(personne)
    assert [set(t.changes_dict) & {"telephone", "password"} for t in traces] == [set()]


def test_une_adresse_verifiee_se_lit_par_l_administration(client):
    installer_les_roles()
    personne = PersonneFactory(equipe=True)
    personne.groups.add(Group.objects.get(name="Administration"))
    EmailAddress.objects.create(user=personne, email=personne.email, verified=True)
    client.force_login(personne)

    reponse = client.get(reverse("admin:reseau_personne_change", args=[personne.pk]))

    assert f"<div>{personne.email} (confirmée)</div>" in reponse.content.decode()
