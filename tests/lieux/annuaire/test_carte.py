import json

import pytest
from django.urls import reverse

from tests.factories import CommuneFactory, LieuFactory, ReseauFactory, TermeFactory

CARTE = reverse("lieux:carte")
EXPORT = reverse("lieux:export_geojson")


def features(reponse):
    return json.loads(reponse.content)["features"]


def test_la_carte_dessine_toute_la_selection_et_liste_sa_page(client):
    for i in range(30):
        LieuFactory(nom=f"Atelier {i:02}", latitude=43.5 + i / 50, longitude=0.5)
    LieuFactory(nom="Autre")

    reponse = client.get(CARTE, {"q": "atelier"})

    assert reponse.text.count('class="carte-svg__point"') == 30
    assert "Atelier 29, Auch" in reponse.text
    assert reponse.text.count("<li>\n              <a") == 24
    assert "Autre" not in reponse.text


def test_liste_et_carte_gardent_la_meme_recherche(client):
    LieuFactory(nom="Atelier").termes.add(TermeFactory())
    requete = "q=atelier&activite=coworking"

    carte = client.get(f"{CARTE}?{requete}&page=3")
    liste = client.get(f"{reverse('lieux:liste')}?{requete}")

    echappee = requete.replace("&", "&amp;")
    assert f'href="/lieux/?{echappee}"' in carte.text
    assert f'data-points="{EXPORT}?{echappee}"' in carte.text
    assert f'href="/lieux/carte/?{echappee}"' in liste.text
    assert f'href="{EXPORT}?{echappee}"' in liste.text


def test_une_carte_sans_resultat_propose_d_elargir(client):
    reponse = client.get(CARTE, {"q": "introuvable"})

    assert "Élargissez la recherche" in reponse.text
    assert "carte-svg__point" not in reponse.text


def test_la_carte_n_a_pas_de_tuiles_sans_reglage(client, settings):
    sans = client.get(CARTE).text
    settings.CARTE_TUILES_URL = "https://tuiles.example.org/{z}/{x}/{y}.png"
    avec = client.get(CARTE).text

    assert 'data-tuiles=""' in sans
    assert 'data-tuiles="https://tuiles.example.org/{z}/{x}/{y}.png"' in avec


@pytest.mark.parametrize("nombre", [1, 3])
def test_carte_et_export_font_toujours_autant_de_requetes(
    client, nombre, django_assert_num_queries
):
    for _ in range(nombre):
        LieuFactory().termes.add(TermeFactory())

    with django_assert_num_queries(12):
        client.get(CARTE)
    with django_assert_num_queries(1):
        client.get(EXPORT)


def test_l_export_donne_chaque_lieu_publie_de_la_selection(client):
    LieuFactory(
        nom="L’Établi", slug="l-etabli", adresse="3 rue Neuve", latitude=43.6123456, longitude=0.5
    )
    LieuFactory(nom="Établi caché", brouillon=True)
    LieuFactory(nom="La Volière")

    reponse = client.get(EXPORT, {"q": "etabli"})

    assert reponse["Content-Type"] == "application/geo+json"
    assert reponse["Access-Control-Allow-Origin"] == "*"
    assert features(reponse) == [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [0.5, 43.61235]},
            "properties": {
                "nom": "L’Établi",
                "url": "http://127.0.0.1:8000/lieux/l-etabli/",
                "adresse": "3 rue Neuve",
                "code_postal": "32000",
                "commune": "Auch",
                "precision": "lieu",
            },
        }
    ]


def test_sans_coordonnees_l_export_donne_le_centre_de_la_commune_et_le_dit(client):
    LieuFactory()
    perdue = CommuneFactory(code_insee="32999", nom="Perdue", latitude=None, longitude=None)
    LieuFactory(commune=perdue)

    (feature,) = features(client.get(EXPORT))

    assert feature["geometry"]["coordinates"] == [0.5855, 43.6465]
    assert feature["properties"]["precision"] == "commune"


def test_l_export_suit_l_ordre_de_la_distance(client):
    CommuneFactory()
    LieuFactory(nom="Loin", latitude=44.5, longitude=0.5855)
    LieuFactory(nom="Près", latitude=43.7, longitude=0.5855)

    reponse = client.get(EXPORT, {"pres_de": "Auch"})

    assert [f["properties"]["nom"] for f in features(reponse)] == ["Près", "Loin"]


def test_les_contours_sont_ceux_des_departements_du_reseau(client):
    ReseauFactory(departements=["32", "09"])

    reponse = client.get(reverse("lieux:contours"))

    assert {f["properties"]["code"] for f in features(reponse)} == {"32", "09"}
    assert "max-age=86400" in reponse["Cache-Control"]


def test_sans_departement_choisi_les_contours_sont_ceux_de_toute_la_france(client):
    assert len(features(client.get(reverse("lieux:contours")))) == 101
