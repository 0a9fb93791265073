"""Role × address in the back office: the group Animation, then a superuser; nobody else enters.

Each line of ACTIONS gives the statuses of GET, then of an empty POST, then the row it is about.
"""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.monde import ROLES, Monde, sonder

DEDANS = ["equipe", "superutilisatrice"]

ACTIONS = {
    "index": ("200 200", "200 200"),
    "logout": ("405 405", "200 200"),
    "password_change": ("302 302", "302 302"),
    "auth_user_password_change": ("403 200", "403 200", "personne"),
    "password_change_done": ("200 200", "405 405"),
    "personne_retirer_second_facteur": ("403 200", "403 302", "personne"),
    "personne_renvoyer_le_lien": ("405 405", "403 302", "personne"),
    "autocomplete": ("403 403", "405 405"),
    "jsi18n": ("200 200", "405 405"),
    "courriel_reessayer": ("405 405", "302 302", "courriel"),
    "courriel_html": ("404 404", "404 404", "courriel"),
    "courriel_piece": ("200 200", "200 200", "piece"),
    "ateliers_cycle_publier": ("405 405", "302 302", "cycle"),
    "ateliers_atelier_annuler": ("200 200", "200 200", "atelier"),
    "ateliers_atelier_publier": ("405 405", "302 302", "atelier"),
    "lieux_lieu_archiver": ("200 200", "302 302", "lieu"),
    "lieux_lieu_publier": ("405 405", "302 302", "lieu"),
    "exporter_atelier": ("200 200", "200 200", "atelier"),
    "exporter_cycle": ("200 200", "200 200", "cycle"),
    "questions": ("200 200", "405 405", "genre_atelier", "atelier"),
    "questions_apercu": ("200 200", "405 405", "genre_atelier", "atelier"),
    "questions_reprendre": ("405 405", "302 302", "genre_atelier", "atelier"),
    "question_monter": ("405 405", "302 302", "question"),
    "inscriptions_annuler": ("404 404", "404 404"),
    "inscriptions_file": ("200 200", "200 200", "atelier"),
    "inscription_avancer": ("200 200", "200 200", "inscription"),
    "inscription_approuver": ("405 405", "302 302", "inscription"),
    "inscription_refuser": ("200 200", "200 200", "inscription"),
    "repas_du_jour": ("200 200", "405 405", "atelier"),
    "donner_un_repas": ("405 405", "302 302", "couvert"),
    "sequences_du_jour": ("200 200", "405 405", "atelier"),
    "inscription_maintenir": ("200 200", "200 200", "inscription"),
    "inscriptions_hors_d_atteinte": ("200 200", "405 405"),
    "inscription_adresse": ("200 200", "200 200", "inscription"),
    "inscription_renvoyer": ("405 405", "302 302", "inscription"),
    "dossier_adresse": ("200 200", "200 200", "dossier"),
    "dossier_renvoyer": ("405 405", "302 302", "dossier"),
    "inscription_modifier": ("200 200", "200 200", "inscription"),
}

# A model: its list, then its form to add a row; the same for GET and POST.
MODELES = {
    "ateliers_atelier": ("200 200", "200 200"),
    "ateliers_creneau": ("200 200", "403 403"),
    "ateliers_cycle": ("200 200", "200 200"),
    "ateliers_intervenant": ("200 200", "200 200"),
    "auditlog_logentry": ("403 200", "403 403"),
    "auth_group": ("403 200", "403 200"),
    "inscriptions_dossier": ("200 200", "403 403"),
    "inscriptions_export": ("200 200", "403 403"),
    "inscriptions_inscription": ("200 200", "200 200"),
    "inscriptions_miseenrelation": ("200 200", "403 403"),
    "inscriptions_trajet": ("200 200", "403 403"),
    "inscriptions_question": ("200 200", "302 302"),
    "lieux_commune": ("200 200", "403 403"),
    "lieux_departement": ("200 200", "403 403"),
    "lieux_label": ("200 200", "200 200"),
    "lieux_terme": ("200 200", "403 200"),
    "lieux_lieu": ("200 200", "200 200"),
    "reseau_actualite": ("200 200", "200 200"),
    "reseau_courriel": ("200 200", "403 403"),
    "reseau_groupedetravail": ("200 200", "200 200"),
    "reseau_personne": ("403 200", "403 200"),
    "reseau_purge": ("403 200", "403 403"),
    "reseau_reseau": ("403 302", "403 200"),
    "reseau_reunion": ("200 200", "200 200"),
    "reseau_tracedesecurite": ("403 200", "403 403"),
    "reseau_travail": ("403 200", "403 403"),
    "socialaccount_socialapp": ("403 200", "403 200"),
}


@pytest.fixture
def monde():
    return Monde()


def adresses(monde):
    for nom, (_lecture, _ecriture, *objet) in ACTIONS.items():
        cles = [getattr(monde, o) for o in objet]
        yield nom, reverse(f"admin:{nom}", args=[getattr(cle, "pk", cle) for cle in cles])
    for modele in MODELES:
        yield f"{modele}_changelist", reverse(f"admin:{modele}_changelist")
        yield f"{modele}_add", reverse(f"admin:{modele}_add")


def attendus(rang):
    for nom, (lecture, ecriture, *_objet) in ACTIONS.items():
        yield nom, (lecture.split()[rang], ecriture.split()[rang])
    for modele, (liste, ajout) in MODELES.items():
        yield f"{modele}_changelist", (liste.split()[rang],) * 2
        yield f"{modele}_add", (ajout.split()[rang],) * 2


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("role", DEDANS)
def test_l_equipe_obtient_ce_que_dit_la_table(monde, role):
    client = monde.client(role)

    obtenus = {nom: sonder(client, adresse) for nom, adresse in adresses(monde)}

    assert obtenus == dict(attendus(DEDANS.index(role)))


@pytest.mark.parametrize("role", [role for role in ROLES if role not in DEDANS])
def test_les_autres_sont_menes_a_la_connexion(monde, role):
    client = monde.client(role)

    obtenus = {nom: sonder(client, adresse) for nom, adresse in adresses(monde)}

    assert obtenus == dict.fromkeys(obtenus, ("302", "302"))


def test_aucune_adresse_du_back_office_ne_manque_a_la_table():
    modeles = {modele._meta.db_table for modele in admin.site._registry}
    de_chaque_modele = {
        f"{modele}_{action}"
        for modele in modeles
        for action in ["changelist", "add", "history", "delete", "change"]
    }
    noms = {
        sous_motif.name
        for motif in admin.site.get_urls()
        for sous_motif in getattr(motif, "url_patterns", [motif])
    }

    assert modeles == set(MODELES)
    assert noms - de_chaque_modele - {None, "login", "app_list"} == set(ACTIONS)
