"""Role × column: who reads each sensitive column, by which channel; any other way is a leak.

Each model declares, for each of its columns that only some may read, the permission that each
channel takes (`Donnee.lue_par`): who holds it reads it there, nobody else. LIENS adds the columns
that are about nobody, but open something. Channels: the pages of one object (change, history,
deletion, tools) and the public ones; lists; searches, which guess; choices by autocomplete;
exports; calendars, feeds and open data. Names in an address are refused to all
(tests/back_office/test_parametres_des_listes.py). What a letter says, and what a list is ordered or
filtered by, are read below. The log of the server and the report of an error are read in their own
tests, on the same marks (`Colonnes().marques`).
"""

import pytest
from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import FieldDoesNotExist

from inscriptions.courriels import places as courriels
from reseau.models import Courriel, PieceJointe
from reseau.socle.donnees_personnelles.inventaire import declarees
from tests.colonnes import DU_BUREAU, TOUS, Colonnes, demande, nu

pytestmark = pytest.mark.ignore_template_errors

EQUIPE = "equipe administration superutilisatrice"
TABLES = f"{EQUIPE} lectrice"
COMPTES = "administration superutilisatrice lectrice"
GROUPE = f"{TABLES} animatrice"
# Who holds each permission that a declaration names.
QUI_TIENT = {
    "auditlog.view_logentry": COMPTES,
    "inscriptions.add_inscription": EQUIPE,
    "inscriptions.exporter": EQUIPE,
    "inscriptions.view_changementetat": TABLES,
    "inscriptions.view_dossier": TABLES,
    "inscriptions.view_inscription": TABLES,
    "inscriptions.view_reponsedonnee": TABLES,
    "inscriptions.view_trajet": TABLES,
    "inscriptions.voir_donnees_sensibles": EQUIPE,
    "reseau.view_courriel": TABLES,
    "reseau.view_personne": COMPTES,
}
# Columns about nobody that open something: column -> channel -> roles.
LIENS = {
    "socialaccount.SocialApp.secret": {"page": "superutilisatrice"},
    "reseau.Courriel.bail_par": {},
    "reseau.Courriel.bail_par, confidentiel": {},
    "ateliers.Atelier.lien_visio": {"page": EQUIPE},
    "reseau.Reunion.lien_visio": {"page": GROUPE},
    "reseau.GroupeDeTravail.espace_de_travail": {"page": GROUPE},
}


@pytest.fixture
def colonnes(settings):
    settings.DEMO = False
    return Colonnes()


def nom_de(modele, champ, donnee) -> str:
    return f"{modele._meta.label}.{champ}" + (f", {donnee.cas}" if donnee.cas else "")


def permis(role) -> dict[str, set[str]]:
    """{column: the channels where that role may read it}."""
    roles_de = {
        nom_de(modele, champ, donnee): {c: QUI_TIENT[droit] for c, droit in donnee.lue_par.items()}
        for modele, donnee in declarees()
        if donnee.lue_par is not None
        for champ in donnee.noms
    }
    return {
        colonne: {canal for canal, roles in canaux.items() if role in roles.split()}
        for colonne, canaux in (roles_de | LIENS).items()
    }


def tues() -> set[str]:
    """What no letter says, not even to the person herself: it may be read over a shoulder."""
    dites = {nom_de(m, champ, d) for m, d in declarees() if d.tue for champ in d.noms}
    return dites | {"reseau.Courriel.bail_par", "reseau.Courriel.bail_par, confidentiel"}


# Who enters the back office opens 340 pages: a slow proof. The others, a hundred: at each test.
A_CHAQUE_ROLE = [
    pytest.param(role, marks=pytest.mark.epreuve if role in DU_BUREAU else ()) for role in TOUS
]


@pytest.mark.parametrize("role", A_CHAQUE_ROLE)
def test_chaque_role_ne_lit_que_les_colonnes_que_dit_la_table(colonnes, role):
    assert colonnes.lu(role) == permis(role)


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

    taire = tues()
    assert lettres.count() == 9
    assert taire
    assert taire <= colonnes.marques.keys()
    for lettre in lettres:
        pieces = PieceJointe.objects.filter(courriel=lettre)
        fichiers = b"".join(bytes(piece.contenu) for piece in pieces).decode()
        texte = nu(lettre.texte + lettre.html + str(lettre.entetes) + lettre.objet)
        marques = {colonne: nu(marque) for colonne, marque in colonnes.marques.items()}
        liens = {c: m for c, m in marques.items() if "jeton" in c}
        assert [colonne for colonne in taire if marques[colonne] in texte + nu(fichiers)] == []
        assert [colonne for colonne, m in liens.items() if m in nu(fichiers)] == []
        a_elle = lettre.destinataire == inscription.courriel
        assert (nu(inscription.jeton) in texte) <= a_elle
        assert (nu(inscription.dossier.jeton) in texte) <= (not a_elle)
