"""Every page of the back office opens, for whom it should and for nobody else."""

import re

import pytest
from allauth.account.models import EmailAddress
from auditlog.models import LogEntry
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from reseau.personnes.roles import installer_les_roles

from ..factories import (
    ActualiteFactory,
    AtelierFactory,
    CreneauFactory,
    CycleFactory,
    GroupeFactory,
    InscriptionFactory,
    IntervenantFactory,
    MiseEnRelationFactory,
    ParticipationFactory,
    PersonneFactory,
    RepasFactory,
    ReseauFactory,
    ReunionFactory,
    SequenceFactory,
    TermeFactory,
)

# Django's own admin templates read variables that are not always there.
pytestmark = pytest.mark.ignore_template_errors

DES_NOTRES = ("reseau", "lieux", "ateliers", "inscriptions", "auditlog", "auth")
LECTURES = ("changelist", "change", "history")
PAGES = [
    (modele._meta.label_lower, page)
    for modele in admin.site._registry
    if modele._meta.app_label in DES_NOTRES
    for page in (*LECTURES, "add")
]


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
    installer_les_roles()


def adresse(label, page):
    modele = next(m for m in admin.site._registry if m._meta.label_lower == label)
    nom = f"admin:{label.replace('.', '_')}_{page}"
    if page in ("changelist", "add"):
        return reverse(nom)
    premier = modele._default_manager.first()
    return reverse(nom, args=[premier.pk]) if premier else reverse("admin:index")


@pytest.mark.parametrize(("label", "page"), PAGES)
def test_chaque_page_s_ouvre_pour_la_superutilisatrice(client, un_reseau, label, page):
    client.force_login(PersonneFactory(superutilisatrice=True))

    reponse = client.get(adresse(label, page), follow=True)

    if page in LECTURES:
        assert reponse.status_code == 200
        page_ecrite = reponse.content.decode()
        assert "<h1" in page_ecrite
        assert re.findall(r'<div class="readonly">(?:None)?</div>|<p>None</p>', page_ecrite) == []
    else:  # some rows are never made by hand
        assert reponse.status_code in (200, 403)


@pytest.mark.parametrize(("label", "page"), PAGES)
def test_l_animatrice_n_ouvre_que_ce_que_ses_droits_permettent(client, un_reseau, label, page):
    personne = PersonneFactory(equipe=True)
    personne.groups.add(Group.objects.get(name="Animation"))
    client.force_login(personne)
    chemin = adresse(label, page)

    reponse = client.get(chemin)

    droit = label.replace(".", ".add_" if page == "add" else ".view_")
    if personne.has_perm(droit) and page in LECTURES:
        assert reponse.status_code in (200, 302)
    elif not personne.has_perm(droit) and chemin != reverse("admin:index"):
        assert reponse.status_code == 403


def test_une_membre_sans_acces_n_entre_pas_au_back_office(client):
    client.force_login(PersonneFactory(membre=True))

    reponse = client.get(reverse("admin:ateliers_cycle_changelist"))

    assert reponse.status_code in (302, 403)
    assert b"changelist" not in reponse.content


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
