"""Role × column: who reads each sensitive column, by which channel; any other way is a leak.

Each line of TABLE gives a column, then for each channel the roles that read it there. Channels: the
pages of one object (change, history, deletion, tools) and the public ones; lists; searches, which
guess; choices by autocomplete; exports; calendars, feeds and open data. Names in an address are
refused to all (tests/back_office/test_parametres_des_listes.py). What a letter says, and what a
list is ordered or filtered by, are read below. The log of the server and the report of an error are
read in their own tests, on the same marks (`Colonnes().marques`).
"""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from inscriptions.courriels import places as courriels
from reseau.models import Courriel, PieceJointe
from tests.colonnes import DU_BUREAU, TOUS, Colonnes, demande, nu

pytestmark = pytest.mark.ignore_template_errors

EQUIPE = "equipe administration superutilisatrice"
TABLES = f"{EQUIPE} lectrice"
COMPTES = "administration superutilisatrice lectrice"
GROUPE = f"{TABLES} animatrice"

TABLE = {
    "inscriptions.Inscription.jeton": {},
    "inscriptions.Inscription.besoins_acces": {"page": EQUIPE, "export": EQUIPE},
    "inscriptions.Inscription.courriel": {"page": TABLES, "recherche": TABLES, "export": EQUIPE},
    "inscriptions.Inscription.telephone": {"page": TABLES, "liste": TABLES, "export": EQUIPE},
    "inscriptions.Couvert.allergie": {"page": EQUIPE, "export": EQUIPE},
    "inscriptions.Couvert.regime": {"page": EQUIPE, "export": EQUIPE},
    "inscriptions.ReponseDonnee.valeur": {"page": TABLES, "export": EQUIPE},
    "inscriptions.ReponseDonnee.valeur, sensible": {"page": EQUIPE, "export": EQUIPE},
    "inscriptions.ChangementEtat.motif": {"page": TABLES},
    "inscriptions.Trajet.message": {"page": TABLES},
    "inscriptions.Dossier.jeton": {},
    # Who has no address gets her link on a sheet, which the team prints.
    "inscriptions.Dossier.jeton, sans adresse": {"page": EQUIPE},
    "inscriptions.Dossier.code": {"page": TABLES, "recherche": TABLES},
    "inscriptions.Dossier.courriel": {
        "page": TABLES,
        "liste": TABLES,
        "recherche": TABLES,
        "export": EQUIPE,
    },
    "inscriptions.AdresseAConfirmer.jeton": {},
    "inscriptions.AdresseAConfirmer.courriel": {},
    "auditlog.LogEntry.changes": {"page": COMPTES},
    "reseau.Personne.password": {},
    "reseau.Personne.telephone": {"page": COMPTES},
    "reseau.Personne.email": {"page": COMPTES, "liste": COMPTES, "recherche": COMPTES},
    "mfa.Authenticator.data": {},
    "socialaccount.SocialApp.secret": {"page": "superutilisatrice"},
    "reseau.Courriel.texte": {"page": TABLES},
    "reseau.Courriel.texte, confidentiel": {},
    "reseau.Courriel.texte, jeton d’un lien": {},
    "reseau.Courriel.html": {"page": TABLES},
    "reseau.Courriel.html, confidentiel": {},
    "reseau.Courriel.entetes": {},
    "reseau.Courriel.entetes, confidentiel": {},
    "reseau.Courriel.bail_par": {},
    "reseau.Courriel.bail_par, confidentiel": {},
    "reseau.PieceJointe.contenu": {"page": TABLES},
    "reseau.PieceJointe.contenu, confidentiel": {},
    "ateliers.Atelier.lien_visio": {"page": EQUIPE},
    "reseau.Reunion.lien_visio": {"page": GROUPE},
    "reseau.GroupeDeTravail.espace_de_travail": {"page": GROUPE},
}

# Columns of text that name nobody, open nothing and tell no secret, in the apps that know people.
ORDINAIRES = {
    "reseau.Actualite": "titre slug chapeau corps",
    "reseau.Purge": "par comptes",
    "reseau.Courriel": "destinataire expediteur repondre_a objet message_id cle etat"
    " derniere_erreur",
    "reseau.PieceJointe": "nom type_mime",
    "reseau.GroupeDeTravail": "nom slug theme objectifs courriel",
    "reseau.Participation": "role",
    "reseau.Reunion": "titre endroit ordre_du_jour compte_rendu",
    "reseau.Reseau": "*",
    "reseau.TraceDeSecurite": "acte page detail demande",
    "reseau.Travail": "nom derniere_erreur",
    "reseau.Personne": "prenom nom structure profil",
    "ateliers.Atelier": "titre slug question presentation genre format salle acces statut recherche"
    " informations_pratiques compte_rendu motif_annulation",
    "inscriptions.Trajet": "role sens",
    "inscriptions.MiseEnRelation": "demandee_par sens etat",
    "inscriptions.Rappel": "genre",
    "inscriptions.Dossier": "prenom nom",
    "inscriptions.Inscription": "prenom nom cle_du_nom structure profil etat",
    "inscriptions.ChangementEtat": "avant apres",
    "inscriptions.Export": "format",
    "inscriptions.Proposition": "etat motif",
    "inscriptions.Question": "libelle aide type choix reponse_attendue",
    "inscriptions.Couvert": "etat",
    "mfa.Authenticator": "type",
    "auditlog.LogEntry": "*",
}
DES_GENS = ["reseau", "inscriptions", "mfa", "auditlog"]
TEXTES = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
# What no letter says, not even to the person herself: it may be read over a shoulder.
TUES = ["besoins_acces", "allergie", "regime", "telephone", "sensible", "password", "bail_par"]


@pytest.fixture
def colonnes(settings):
    settings.DEMO = False
    return Colonnes()


def permis(role) -> dict[str, set[str]]:
    return {
        colonne: {canal for canal, roles in canaux.items() if role in roles.split()}
        for colonne, canaux in TABLE.items()
    }


@pytest.mark.parametrize("role", TOUS)
def test_chaque_role_ne_lit_que_les_colonnes_que_dit_la_table(colonnes, role):
    assert colonnes.lu(role) == permis(role)


def test_aucune_colonne_de_texte_ne_manque_a_la_table():
    """A new column is judged before it is written: sensitive, or ordinary."""
    a_juger = []
    for modele in apps.get_models():
        label = modele._meta.label
        jugees = ORDINAIRES.get(label, "").split()
        colonnes = [champ.name for champ in modele._meta.local_fields if isinstance(champ, TEXTES)]
        if modele._meta.app_label in DES_GENS or "lien_visio" in colonnes:
            a_juger += [
                f"{label}.{nom}" for nom in colonnes if nom not in jugees and jugees != ["*"]
            ]

    assert set(a_juger) <= {colonne.partition(",")[0] for colonne in TABLE}


def rangements(ecran, request):
    """Every column that a list may be ordered, filtered or cut in days by."""
    liste = ecran.get_changelist_instance(request)
    yield from (liste.get_ordering_field(colonne) for colonne in liste.list_display)
    yield from ecran.get_ordering(request)
    yield ecran.date_hierarchy
    for filtre in ecran.get_list_filter(request):
        if not isinstance(filtre, type):
            yield filtre[0] if isinstance(filtre, tuple) else filtre


def colonne_de(modele, chemin) -> str:
    try:
        champ = get_fields_from_path(modele, str(chemin).removeprefix("-"))[-1]
    except FieldDoesNotExist:  # counted, or ordered by an expression
        return ""
    return f"{champ.model._meta.label}.{champ.name}"


@pytest.mark.parametrize("role", DU_BUREAU)
def test_aucune_liste_ne_se_range_par_une_colonne_qu_elle_ne_montre_pas(colonnes, role):
    request = demande(colonnes.monde.personnes[role])
    montrees = permis(role)

    devinables = [
        (ecran.opts.label, colonne)
        for ecran in admin.site._registry.values()
        if ecran.has_view_permission(request)
        for colonne in {colonne_de(ecran.model, nom) for nom in rangements(ecran, request) if nom}
        if colonne in montrees and "liste" not in montrees[colonne]
    ]

    assert devinables == []


def test_aucune_lettre_ne_dit_ce_qui_se_tait_ni_le_lien_d_une_autre(colonnes):
    inscription = colonnes.monde.inscription
    inscription.refresh_from_db()
    avant = set(Courriel.objects.values_list("pk", flat=True))
    for lettre in (courriels.reponse_seule, courriels.place_obtenue, courriels.approuvee):
        lettre(inscription)
    courriels.deja_inscrit(inscription)
    courriels.annulation(inscription, inscription.etat)
    courriels.refusee(inscription, "Complet")
    courriels.repas_obtenu(colonnes.monde.couvert)
    courriels.reponse_groupee(inscription.dossier, [inscription])
    courriels.retrouver(inscription.courriel, [inscription])

    lettres = Courriel.objects.exclude(pk__in=avant)

    assert lettres.count() == 9
    for lettre in lettres:
        pieces = PieceJointe.objects.filter(courriel=lettre)
        fichiers = b"".join(bytes(piece.contenu) for piece in pieces).decode()
        texte = nu(lettre.texte + lettre.html + str(lettre.entetes) + lettre.objet)
        marques = {colonne: nu(marque) for colonne, marque in colonnes.marques.items()}
        tues = {c: m for c, m in marques.items() if any(tu in c for tu in TUES)}
        liens = {c: m for c, m in marques.items() if "jeton" in c}
        assert len(tues) >= len(TUES)
        assert [colonne for colonne, m in tues.items() if m in texte + nu(fichiers)] == []
        assert [colonne for colonne, m in liens.items() if m in nu(fichiers)] == []
        a_elle = lettre.destinataire == inscription.courriel
        assert (nu(inscription.jeton) in texte) <= a_elle
        assert (nu(inscription.dossier.jeton) in texte) <= (not a_elle)
