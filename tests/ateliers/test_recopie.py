"""A workshop is found by the name its place bears today, whoever renamed it."""

import pytest
from django.urls import reverse

from ateliers.models import Atelier
from lieux.annuaire.renommage import apres_des_communes_renommees
from lieux.models import Commune, Lieu
from lieux.standard.importation import importer
from tests.factories import AtelierFactory, CommuneFactory, LieuFactory, PersonneFactory
from tests.lieux.annuaire.test_admin import saisie
from tests.lieux.standard.fichiers import fichier


@pytest.fixture
def atelier(db):
    """One day at La Ruche in Auch, and another elsewhere that must stay as it is."""
    AtelierFactory(lieu=LieuFactory(nom="La Grange"))
    return AtelierFactory(titre="Souder", lieu=LieuFactory(nom="La Ruche"))


def trouves(mots):
    return list(Atelier.objects.chercher(mots))


def renommer(lieu, **champs):
    for champ, valeur in champs.items():
        setattr(lieu, champ, valeur)
    lieu.enregistrer()


def test_lieu_renomme_ses_ateliers_se_trouvent_par_son_nouveau_nom(atelier):
    renommer(atelier.lieu, nom="L’Essaim")

    assert trouves("essaim souder") == [atelier]
    assert trouves("ruche") == []


def test_lieu_renomme_depuis_le_back_office(client, atelier):
    client.force_login(PersonneFactory(superutilisatrice=True))
    page = reverse("admin:lieux_lieu_change", args=[atelier.lieu_id])
    champs = saisie(nom="L’Essaim", slug=atelier.lieu.slug)

    assert client.post(page, champs).status_code == 302

    assert trouves("essaim") == [atelier]
    assert trouves("ruche") == []


def test_lieu_renomme_par_un_import(atelier):
    importer(fichier({}))
    lieu = Lieu.objects.get(identifiant_source="essai-1")
    Atelier.objects.filter(pk=atelier.pk).update(lieu=lieu)

    importer(fichier({"nom": "L’Essaim", "date_maj": "2099-01-01"}))

    assert trouves("essaim") == [atelier]
    assert trouves("ruche") == []


def test_lieu_renomme_il_a_change_de_commune(atelier):
    renommer(atelier.lieu, commune=CommuneFactory(code_insee="32160", nom="L’Isle-Jourdain"))

    assert trouves("isle jourdain") == [atelier]


def test_lieu_renomme_sa_commune_a_change_de_nom(atelier):
    Commune.objects.filter(pk=atelier.lieu.commune_id).update(nom="Auch-en-Gascogne")

    apres_des_communes_renommees([atelier.lieu.commune_id])

    assert trouves("gascogne souder") == [atelier]
    atelier.lieu.refresh_from_db()
    assert "gascogne" in atelier.lieu.recherche


def test_lieu_enregistre_sans_changer_de_nom_rien_n_est_recopie(atelier):
    Atelier.objects.filter(pk=atelier.pk).update(recherche="telle quelle")

    renommer(atelier.lieu, adresse="2 rue des Abeilles")

    atelier.refresh_from_db()
    assert atelier.recherche == "telle quelle"


@pytest.mark.parametrize("nombre", [1, 3])
def test_autant_d_ateliers_qu_on_veut_en_autant_de_requetes(db, django_assert_num_queries, nombre):
    lieu = LieuFactory()
    ateliers = AtelierFactory.create_batch(nombre, lieu=lieu)
    lieu.nom = "L’Essaim"

    with django_assert_num_queries(8):  # a savepoint, lock, save and its journal, days, words
        lieu.enregistrer()

    assert trouves("essaim") == ateliers


def test_la_revision_du_calendrier_et_la_date_de_l_atelier_restent(atelier):
    atelier.refresh_from_db()

    renommer(atelier.lieu, nom="L’Essaim")

    relu = Atelier.objects.get(pk=atelier.pk)
    assert (relu.sequence, relu.modifie_le) == (atelier.sequence, atelier.modifie_le)
