import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lieux.enums import Famille
from tests.factories import (
    CommuneFactory,
    DepartementFactory,
    LabellisationFactory,
    LieuFactory,
    TermeFactory,
)

LISTE = reverse("lieux:liste")


def noms(reponse):
    return [lieu.nom for lieu in reponse.context["selection"].page]


@pytest.fixture
def auch():
    return CommuneFactory()


@pytest.fixture
def toulouse():
    return CommuneFactory(
        code_insee="31555",
        nom="Toulouse",
        departement=DepartementFactory(code="31", nom="Haute-Garonne"),
        codes_postaux="31000 31100",
        latitude=43.6045,
        longitude=1.444,
    )


def test_la_liste_montre_les_lieux_publies_par_ordre_de_nom(client):
    LieuFactory(nom="La Volière")
    LieuFactory(nom="La Dynamo")
    LieuFactory(nom="En préparation", brouillon=True)

    reponse = client.get(LISTE)

    assert noms(reponse) == ["La Dynamo", "La Volière"]
    assert "2 lieux" in reponse.text
    assert "En préparation" not in reponse.text


def test_la_liste_compte_au_singulier_et_dit_quand_l_annuaire_est_vide(client):
    assert "pas encore de lieu publié" in client.get(LISTE).text

    LieuFactory()

    assert ">1 lieu</h2>" in client.get(LISTE).text


@pytest.mark.parametrize("nombre", [1, 3])
def test_la_liste_fait_toujours_autant_de_requetes(client, nombre, django_assert_num_queries):
    for i in range(nombre):
        lieu = LabellisationFactory().lieu
        lieu.termes.add(TermeFactory(), TermeFactory(code=f"t{i}", libelle=f"Terme {i}"))

    with django_assert_num_queries(11):
        client.get(LISTE)


@pytest.mark.parametrize("nombre", [1, 3])
def test_la_liste_filtree_fait_toujours_autant_de_requetes(
    client, nombre, auch, django_assert_num_queries
):
    for _ in range(nombre):
        LabellisationFactory(lieu__nom="Atelier").lieu.termes.add(TermeFactory())
    demande = {
        "q": "atelier",
        "pres_de": "Auch",
        "rayon": 10,
        "activite": "coworking",
        "departement": "32",
        "label": "fabrique-de-territoire",
    }

    with django_assert_num_queries(15):
        reponse = client.get(LISTE, demande)

    assert reponse.context["selection"].nombre == nombre


def test_les_pages_gardent_les_filtres(client):
    for i in range(30):
        LieuFactory(nom=f"Atelier {i:02}")
    LieuFactory(nom="Autre")

    reponse = client.get(LISTE, {"q": "atelier", "page": "2"})

    assert noms(reponse) == [f"Atelier {i:02}" for i in range(24, 30)]
    assert 'href="?q=atelier&amp;page=1"' in reponse.text


def test_pres_d_une_commune_trie_par_distance(client, auch, toulouse):
    LieuFactory(nom="A Toulouse", commune=toulouse)
    LieuFactory(nom="Z Auch", commune=auch)

    reponse = client.get(LISTE, {"pres_de": "auch"})

    assert noms(reponse) == ["Z Auch", "A Toulouse"]
    assert "à 69\u00a0km" in reponse.text
    assert noms(client.get(LISTE, {"pres_de": "auch", "tri": "nom"})) == ["A Toulouse", "Z Auch"]


@pytest.mark.parametrize("texte", ["Auch", "auch", "32000", "32013", "Auch (32000)"])
def test_la_commune_se_dit_par_nom_code_postal_ou_code_insee(client, auch, toulouse, texte):
    LieuFactory(nom="À Auch", commune=auch)
    LieuFactory(nom="À Toulouse", commune=toulouse)

    reponse = client.get(LISTE, {"pres_de": texte, "rayon": "30"})

    assert noms(reponse) == ["À Auch"]
    assert "1 lieu à moins de 30\u00a0km d’Auch" in reponse.text


def test_une_commune_inconnue_est_dite_a_cote_du_champ_sans_rien_perdre(client, auch):
    LieuFactory(nom="Atelier")
    LieuFactory(nom="Autre")

    reponse = client.get(LISTE, {"pres_de": "Trifouilly", "q": "atelier"})

    erreurs = reponse.context["selection"].filtre.form.errors
    assert list(erreurs) == ["pres_de"]
    assert "Aucune commune" in erreurs["pres_de"][0]
    assert 'value="Trifouilly"' in reponse.text
    assert 'value="atelier"' in reponse.text
    assert noms(reponse) == ["Atelier"]


@pytest.mark.parametrize(
    ("demande", "champ", "phrase"),
    [
        ({"rayon": "30"}, "pres_de", "Dites de quelle commune partent ces kilomètres."),
        ({"tri": "distance"}, "pres_de", "Pour trier par distance, dites de quelle commune."),
        ({"rayon": "beaucoup"}, "rayon", "Saisissez un nombre entier."),
        ({"rayon": "0"}, "rayon", "supérieure ou égale à 1"),
        ({"tri": "hasard"}, "tri", "n’en fait pas partie"),
        ({"activite": "inconnue"}, "activite", "n’en fait pas partie"),
        ({"departement": "999"}, "departement", "n’en fait pas partie"),
        ({"label": "\x00"}, "label", "n’en fait pas partie"),
        ({"q": "x" * 121}, "q", "120"),
    ],
)
def test_chaque_erreur_est_une_phrase_a_cote_de_son_champ(client, demande, champ, phrase):
    LieuFactory(nom="La Dynamo")

    reponse = client.get(LISTE, demande)

    assert reponse.status_code == 200
    erreurs = reponse.context["selection"].filtre.form.errors
    assert list(erreurs) == [champ]
    assert phrase.replace("’", "'") in erreurs[champ][0].replace("’", "'")
    assert noms(reponse) == ["La Dynamo"]


def test_une_commune_sans_position_est_refusee_avec_une_phrase(client):
    CommuneFactory(code_insee="55039", nom="Beaumont", latitude=None, longitude=None)
    LieuFactory(nom="Ailleurs")

    reponse = client.get(LISTE, {"pres_de": "Beaumont"})

    assert "placer cette commune" in reponse.text
    assert noms(reponse) == ["Ailleurs"]


def test_les_valeurs_d_une_facette_s_ajoutent_et_les_facettes_se_croisent(client, auch, toulouse):
    coworking, fablab = TermeFactory(), TermeFactory(code="fablab", libelle="Fablab")
    LieuFactory(nom="Bureaux", commune=auch).termes.add(coworking)
    LieuFactory(nom="Machines", commune=auch).termes.add(fablab)
    LieuFactory(nom="Ailleurs", commune=toulouse).termes.add(coworking)

    les_deux = client.get(LISTE, {"activite": ["coworking", "fablab"]})
    croisees = client.get(LISTE, {"activite": ["coworking", "fablab"], "departement": "32"})

    assert noms(les_deux) == ["Ailleurs", "Bureaux", "Machines"]
    assert noms(croisees) == ["Bureaux", "Machines"]


def test_chaque_facette_compte_ce_qu_elle_donnerait(client, auch, toulouse):
    coworking, fablab = TermeFactory(), TermeFactory(code="fablab", libelle="Fablab")
    service = TermeFactory(famille=Famille.SERVICE, code="aide", libelle="Aide")
    LieuFactory(commune=auch).termes.add(coworking, fablab, service)
    LieuFactory(commune=auch).termes.add(fablab)
    LieuFactory(commune=toulouse).termes.add(coworking)
    LieuFactory(commune=toulouse, brouillon=True).termes.add(coworking)
    double = LabellisationFactory(lieu=LieuFactory(commune=toulouse))
    LabellisationFactory(lieu=double.lieu, debut=double.debut - timedelta(days=9))

    reponse = client.get(LISTE, {"departement": "32"})

    facettes = {
        champ.name: [(un.libelle, un.nombre, un.coche) for un in choix]
        for champ, choix in reponse.context["selection"].facettes
    }
    assert facettes == {
        "activite": [("Coworking", 1, False), ("Fablab", 2, False)],
        "service": [("Aide", 1, False)],
        "label": [],
        "departement": [("Gers", 2, True), ("Haute-Garonne", 2, False)],
    }
    facettes = client.get(LISTE).context["selection"].facettes
    (labels,) = [choix for champ, choix in facettes if champ.name == "label"]
    assert [(un.libelle, un.nombre) for un in labels] == [("Fabrique de territoire", 1)]


def test_un_filtre_coche_reste_visible_quand_plus_rien_n_y_repond(client, auch):
    TermeFactory(code="fablab", libelle="Fablab")
    LieuFactory()

    reponse = client.get(LISTE, {"activite": "fablab"})

    (_champ, choix), *_autres = reponse.context["selection"].facettes
    assert [(un.libelle, un.nombre, un.coche) for un in choix] == [("Fablab", 0, True)]


def test_chaque_filtre_actif_s_enleve_par_un_lien(client, auch):
    TermeFactory()
    LieuFactory(nom="Atelier")

    reponse = client.get(
        LISTE, {"q": "atelier", "pres_de": "Auch", "rayon": "20", "activite": "coworking"}
    )

    assert [(p.texte, p.url) for p in reponse.context["selection"].puces] == [
        ("«\u00a0atelier\u00a0»", "?pres_de=Auch&rayon=20&activite=coworking"),
        ("À moins de 20\u00a0km d’Auch", "?q=atelier&activite=coworking"),
        ("Coworking", "?q=atelier&pres_de=Auch&rayon=20"),
    ]


def test_sans_resultat_la_page_propose_d_elargir(client, auch):
    LieuFactory(nom="La Dynamo", latitude=44.5, longitude=0.58)

    reponse = client.get(LISTE, {"q": "dynamo", "pres_de": "Auch", "rayon": "50"})

    assert "Aucun lieu ne répond à cette recherche" in reponse.text
    assert re.findall(r'<li><a href="(\?[^"]+)">', reponse.text)[-3:] == [
        "?q=dynamo&amp;pres_de=Auch&amp;rayon=100",
        "?pres_de=Auch&amp;rayon=50",
        "?q=dynamo",
    ]
    assert noms(client.get(LISTE, {"q": "dynamo", "pres_de": "Auch", "rayon": "100"})) == [
        "La Dynamo"
    ]


def test_un_label_fini_ne_filtre_plus(client):
    LabellisationFactory(lieu__nom="Fini", fin=timezone.localdate() - timedelta(days=1))
    LabellisationFactory(lieu__nom="Valide", fin=timezone.localdate())

    assert noms(client.get(LISTE, {"label": "fabrique-de-territoire"})) == ["Valide"]


def test_la_liste_ne_se_poste_pas(client):
    assert client.post(LISTE).status_code == 405


def test_le_texte_cherche_est_rendu_sans_danger(client):
    reponse = client.get(LISTE, {"q": '"><script>alert(1)</script>'})

    assert "<script>alert" not in reponse.text


@pytest.mark.parametrize("adresse", ["lieux:liste", "lieux:carte", "lieux:export_geojson"])
@pytest.mark.parametrize(
    "demande",
    [
        "q=%00&pres_de=%00&rayon=%00&tri=%00&activite=%00&departement=%00&label=%00&page=%00",
        "pres_de=%27%22%3B--&rayon=1e9&page=-3",
        "rayon=99999999999999999999&pres_de=32013&page=99999999999999999999",
        "q=%F0%9F%98%80&q=&activite=&activite=x&departement=2A&inconnu=1",
        "q=%25&pres_de=_____",
    ],
)
def test_aucune_demande_tordue_ne_fait_d_erreur(client, adresse, demande):
    LieuFactory()

    assert client.get(f"{reverse(adresse)}?{demande}").status_code == 200
