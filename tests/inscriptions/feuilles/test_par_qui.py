"""Who registered whom: in the lists that leave, on the sheet to sign, in the back office."""

import pytest
from django.urls import reverse

from inscriptions.feuilles.par_qui import par_qui
from inscriptions.feuilles.questions import toutes_les_colonnes
from inscriptions.feuilles.selection import Selection
from tests.factories import AtelierFactory, DossierFactory, InscriptionFactory, PersonneFactory

from .test_emargement import lire, textes
from .test_tableurs import colonne, feuilles, lignes_csv

QUI, OU = "Inscription faite par", "Courriel de qui a inscrit"


@pytest.fixture
def atelier():
    """Malika came with Bob, who has an address, and Zoé, who has none; Ana came by herself."""
    atelier = AtelierFactory()
    dossier = DossierFactory(prenom="Malika", nom="Daure", courriel="malika@example.org")
    for prenom, nom, courriel in (
        ("Malika", "Daure", "MALIKA@example.org"),
        ("Bob", "Invité", "bob@example.org"),
        ("Zoé", "Discrète", ""),
    ):
        InscriptionFactory(
            atelier=atelier, dossier=dossier, prenom=prenom, nom=nom, courriel=courriel
        )
    InscriptionFactory(atelier=atelier, dossier=DossierFactory(prenom="Ana", nom="Abadie"))
    return atelier


def table(selection, attente=False):
    choisies = toutes_les_colonnes(selection, attente=attente, sensibles=False)
    qui = selection.en_attente() if attente else selection.inscrites()
    lignes = "".join(lignes_csv(choisies, qui)).removeprefix("\ufeff").splitlines()
    return [ligne.split(";") for ligne in lignes]


def test_le_tableau_dit_qui_appeler_pour_qui_n_est_pas_venue_seule(atelier):
    lignes = table(Selection.de_l_atelier(atelier))

    assert list(zip(colonne(lignes, "Prénom"), colonne(lignes, QUI), strict=True)) == [
        ("Ana", ""),
        ("Malika", ""),
        ("Zoé", "Malika Daure"),
        ("Bob", "Malika Daure"),
    ]
    assert colonne(lignes, OU) == ["", "", "malika@example.org", "malika@example.org"]


def test_le_classeur_le_dit_aussi_en_liste_d_attente(atelier):
    atelier.inscriptions.filter(prenom="Zoé").update(etat="en_attente")

    classeur = feuilles(Selection.de_l_atelier(atelier))

    assert colonne(classeur["Liste d’attente"], QUI) == ["Malika Daure"]
    assert colonne(classeur["Inscriptions confirmées"], QUI) == [None, None, "Malika Daure"]


def test_sans_personne_inscrite_par_une_autre_pas_de_colonne():
    seule = InscriptionFactory()

    assert QUI not in table(Selection.de_l_atelier(seule.atelier))[0]


def test_la_feuille_a_signer_le_dit_sous_la_structure(atelier):
    (page,) = textes(lire(Selection.de_l_atelier(atelier)))

    assert page.count("Inscription faite par Malika Daure") == 2


def test_qui_a_tenu_la_plume_passe_avant_le_contact():
    membre = PersonneFactory(prenom="Paul", nom="Médiateur", email="paul@example.org")
    dossier = DossierFactory(courriel="", inscrit_par=membre)
    josette = InscriptionFactory(dossier=dossier, courriel="")

    assert par_qui(josette).nom == "Paul Médiateur"
    assert table(Selection.de_l_atelier(josette.atelier))[1].count("paul@example.org") == 1


def test_qui_a_donne_deux_fois_son_nom_sans_adresse_est_venue_seule():
    dossier = DossierFactory(prenom="Malika", nom="Daure")

    assert par_qui(InscriptionFactory(dossier=dossier, courriel="")) is None


@pytest.mark.ignore_template_errors
def test_la_liste_du_bureau_et_la_fiche_le_disent(client, atelier):
    client.force_login(PersonneFactory(superutilisatrice=True))
    liste = reverse("admin:inscriptions_inscription_changelist")
    zoe = atelier.inscriptions.get(prenom="Zoé")

    page = client.get(f"{liste}?atelier={atelier.pk}").content.decode()
    fiche = client.get(reverse("admin:inscriptions_inscription_change", args=[zoe.pk]))

    assert page.count("<small>par Malika Daure</small>") == 2
    assert "Malika Daure – malika@example.org" in fiche.content.decode()
