import json

import pytest

from lieux.models import Commune, Departement
from lieux.territoire.chargement import DONNEES, charger
from tests.factories import AtelierFactory, CommuneFactory, DepartementFactory, LieuFactory


@pytest.fixture(scope="module")
def territoire(django_db_setup, django_db_blocker):
    """The real files, loaded once for this module."""
    with django_db_blocker.unblock():
        yield charger()
        Commune.objects.all().delete()
        Departement.objects.all().delete()


def test_le_territoire_livre_est_celui_de_2026(territoire):
    assert (territoire.departements, territoire.communes) == (101, 34_875)
    assert Commune.objects.filter(latitude=None).count() == 4


def test_une_commune_porte_son_article_son_departement_et_ses_codes(territoire):
    isle = Commune.objects.select_related("departement").get(pk="32160")

    assert (isle.nom, isle.codes_postaux, isle.departement.nom, isle.departement.region) == (
        *("L’Isle-Jourdain", "32600", "Gers", "Occitanie"),
    )
    assert (round(isle.latitude, 1), round(isle.longitude, 1)) == (43.6, 1.1)
    assert isle.recherche == "l isle jourdain 32600"


def test_paris_est_une_seule_commune_qui_connait_ses_arrondissements(territoire):
    paris = Commune.objects.get(nom="Paris")

    assert len(paris.codes_postaux.split()) == 21
    assert paris.autres_codes.split()[9] == "75110"
    assert not Commune.objects.filter(pk="75110").exists()


def test_une_commune_fusionnee_repond_a_ses_anciens_codes(territoire):
    assert Commune.objects.get(autres_codes__contains="12076").nom == "Conques-en-Rouergue"


def test_recharger_ne_change_rien(territoire):
    bilan = charger()

    assert (bilan.ecrites, bilan.disparues) == (0, [])


def test_recharger_remet_ce_qui_a_change_et_garde_ce_qui_a_disparu(territoire):
    Commune.objects.filter(pk="32013").update(nom="Ausch", recherche="ausch 32000")
    CommuneFactory(code_insee="32999", nom="Ancienne", departement_id="32")

    bilan = charger()

    auch = Commune.objects.get(pk="32013")
    assert (bilan.ecrites, bilan.disparues) == (1, ["32999"])
    assert (auch.nom, auch.recherche) == ("Auch", "auch 32000")


def test_recharger_une_commune_renommee_suit_ses_lieux_et_leurs_ateliers(territoire):
    Commune.objects.filter(pk="32013").update(nom="Ausch", recherche="ausch 32000")
    atelier = AtelierFactory(lieu=LieuFactory(commune=Commune.objects.get(pk="32013")))
    assert "ausch" in atelier.recherche

    charger()

    for ligne in (atelier, atelier.lieu):
        ligne.refresh_from_db(fields=["recherche"])
        assert "auch" in ligne.recherche.split()
        assert "ausch" not in ligne.recherche.split()


def test_charger_complete_une_base_qui_a_deja_des_communes(territoire):
    gers = DepartementFactory()

    assert (gers.nom, charger().ecrites) == ("Gers", 0)


def test_chaque_departement_a_son_contour():
    contours = json.loads((DONNEES / "departements.geojson").read_text(encoding="utf-8"))

    codes = [contour["properties"]["code"] for contour in contours["features"]]
    anneaux = [
        anneau
        for contour in contours["features"]
        for polygone in contour["geometry"]["coordinates"]
        for anneau in polygone
    ]
    assert (len(codes), codes[0], codes[-1]) == (101, "01", "976")
    assert all(anneau[0] == anneau[-1] for anneau in anneaux)
    assert (DONNEES / "departements.geojson").stat().st_size < 200_000


def test_deux_departements_voisins_partagent_leur_frontiere():
    contours = json.loads((DONNEES / "departements.geojson").read_text(encoding="utf-8"))
    points = {
        contour["properties"]["code"]: {
            tuple(point)
            for polygone in contour["geometry"]["coordinates"]
            for anneau in polygone
            for point in anneau
        }
        for contour in contours["features"]
    }

    assert len(points["32"] & points["31"]) > 20
    assert not points["32"] & points["09"]
