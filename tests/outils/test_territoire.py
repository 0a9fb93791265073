"""The script that makes lieux/donnees/ from the package's tables, on tables of our own."""

import struct

import pytest

from outils.territoire import COLONNES, communes, departements, en_csv

from .test_geometrie import carre, wkb


def point(longitude, latitude):
    return (b"\1" + struct.pack("<I2d", 1, longitude, latitude)).hex()


def commune(**champs):
    return {
        "id": "1",
        "code": "32160",
        "type": "COM",
        "nom": "Isle-Jourdain",
        "type_nom": "5",
        "population_municipale": "8851",
        "departement_id": "32",
        "commune_parent_id": None,
        "geometry": None,
        "mairie_localisation": None,
        **champs,
    }


@pytest.fixture
def tables():
    return {
        "communes": [commune()],
        "departements": [{"id": "32", "code": "32", "nom": "Gers", "region_id": "r"}],
        "regions": [{"id": "r", "nom": "Occitanie"}],
        "codes_postaux": [{"id": "p", "code": "32600"}, {"id": "q", "code": "32430"}],
        "codes_postaux_communes": [
            {"codepostal_id": "p", "commune_id": "1"},
            {"codepostal_id": "q", "commune_id": "1"},
        ],
    }


def test_une_commune_porte_son_article_et_ses_codes_dans_l_ordre(tables):
    (isle,) = communes(tables)

    assert (isle["nom"], isle["codes_postaux"]) == ("L’Isle-Jourdain", "32430 32600")
    assert (isle["latitude"], isle["autres_codes"], isle["autres_noms"]) == (None, "", "")


@pytest.mark.parametrize(
    ("mairie", "attendu"),
    [
        (point(0.6, 43.6), ("43.6000", "0.6000")),
        (point(4.0, 48.0), ("43.7500", "0.7500")),
        (None, ("43.7500", "0.7500")),
    ],
)
def test_une_mairie_hors_de_sa_commune_cede_la_place_au_centre(tables, mairie, attendu):
    contour_de_la_commune = wkb(carre(0.5, 43.5, 0.5))
    multipolygone = (b"\1" + struct.pack("<II", 6, 1)).hex() + contour_de_la_commune
    tables["communes"] = [commune(geometry=multipolygone, mairie_localisation=mairie)]

    (isle,) = communes(tables)

    assert (isle["latitude"], isle["longitude"]) == attendu


def test_une_commune_nouvelle_garde_les_codes_et_les_noms_d_avant(tables):
    tables["communes"] += [
        commune(
            id="2", code="32999", type="COMD", nom="Bourg", type_nom="0", commune_parent_id="1"
        ),
        commune(id="3", code="32160", type="COMD", nom="Isle", type_nom="5", commune_parent_id="1"),
        commune(id="4", code="32001", type="ARM", nom="1er", type_nom="0", commune_parent_id="1"),
        commune(id="5", code="1SR01", type="SRM", nom="Secteur", commune_parent_id="1"),
    ]

    (isle,) = communes(tables)

    assert (isle["autres_codes"], isle["autres_noms"]) == ("32001 32999", "Bourg, L’Isle")


def test_une_commune_sans_code_postal_prend_ceux_de_ses_parties(tables):
    tables["communes"] = [
        commune(id="9", code="75056", nom="Paris", type_nom="0"),
        commune(id="1", code="75101", type="ARM", nom="Paris 1er", commune_parent_id="9"),
    ]

    (paris,) = communes(tables)

    assert (paris["codes_postaux"], paris["autres_codes"]) == ("32430 32600", "75101")


def test_les_memes_tables_donnent_les_memes_octets(tables):
    assert en_csv(communes(tables), COLONNES).decode().splitlines() == [
        ",".join(COLONNES),
        "32160,L’Isle-Jourdain,32,32430 32600,,,8851,,",
    ]
    assert departements(tables) == [{"code": "32", "nom": "Gers", "region": "Occitanie"}]
