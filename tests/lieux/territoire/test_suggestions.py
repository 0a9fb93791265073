import pytest
from django.urls import reverse

from lieux.territoire.arrondissements import code_arrondissement
from lieux.territoire.suggestions import designer, suggerer
from tests.factories import CommuneFactory, DepartementFactory


@pytest.fixture
def communes():
    vienne = DepartementFactory(code="86", nom="Vienne", region="Nouvelle-Aquitaine")
    nord = DepartementFactory(code="59", nom="Nord", region="Hauts-de-France")
    for code, nom, postaux, population, departement in [
        ("32013", "Auch", "32000", 22_000, None),
        ("62048", "Auchel", "62260", 10_000, nord),
        ("62049", "Auchy-au-Bois", "62190", 500, nord),
        ("59009", "Villeneuve-d’Ascq", "59491 59493 59650", 62_000, nord),
        ("32160", "L’Isle-Jourdain", "32600", 8_800, None),
        ("86112", "L’Isle-Jourdain", "86150", 1_100, vienne),
        ("32376", "Saint-Élix", "32200 32450", 600, None),
        ("32007", "Ansan", "32270", 90, None),
        ("32093", "Castéra-Lectourois", "32700", 300, None),
    ]:
        CommuneFactory(
            code_insee=code,
            nom=nom,
            codes_postaux=postaux,
            population=population,
            departement=departement or DepartementFactory(),
        )


def noms(communes):
    return [str(commune) for commune in communes]


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("auch", ["Auch (32000)", "Auchel (62260)", "Auchy-au-Bois (62190)"]),
        ("AUCHY", ["Auchy-au-Bois (62190)"]),
        ("ascq", ["Villeneuve-d’Ascq (59491)"]),
        ("villeneuve dascq", []),
        ("st elix", ["Saint-Élix (32200)"]),
        ("l'isle", ["L’Isle-Jourdain (32600)", "L’Isle-Jourdain (86150)"]),
        ("jourdain 86", ["L’Isle-Jourdain (86150)"]),
        ("32270", ["Ansan (32270)"]),
        ("castera", ["Castéra-Lectourois (32700)"]),
        ("a", []),
        ("", []),
    ],
)
def test_on_trouve_une_commune_sans_accent_ni_majuscule(communes, texte, attendu):
    assert noms(suggerer(texte)) == attendu


def test_le_nom_exact_passe_avant_une_commune_plus_peuplee():
    CommuneFactory(code_insee="00001", nom="Eugénie", codes_postaux="40320", population=9_000)
    CommuneFactory(code_insee="00002", nom="Eu", codes_postaux="76260 76261", population=7_000)
    CommuneFactory(code_insee="00003", nom="Grand-Eu", codes_postaux="40321", population=99_000)

    assert [c.nom for c in suggerer("eu")] == ["Eu", "Eugénie", "Grand-Eu"]


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Auch", ["Auch (32000)"]),
        ("auch (32000)", ["Auch (32000)"]),
        ("Isle-Jourdain", ["L’Isle-Jourdain (32600)", "L’Isle-Jourdain (86150)"]),
        ("Isle-Jourdain 86150", ["L’Isle-Jourdain (86150)"]),
        ("Castéra", ["Castéra-Lectourois (32700)"]),
        ("59650", ["Villeneuve-d’Ascq (59491)"]),
        ("Atlantide", []),
    ],
)
def test_un_nom_exact_designe_une_seule_commune(communes, texte, attendu):
    assert noms(designer(texte)) == attendu


def test_une_commune_fusionnee_se_trouve_par_son_ancien_nom():
    bienne = CommuneFactory(nom="Hauts de Bienne", autres_noms="La Mouille, Morez")
    CommuneFactory(code_insee="39999", nom="Morez-le-Vieux")

    assert designer("morez") == [bienne]
    assert list(suggerer("mouille")) == [bienne]


def test_l_autocompletion_repond_en_json(client, communes):
    reponse = client.get(reverse("lieux:communes"), {"q": "ascq 5965"})

    assert reponse.json() == [
        {
            "code": "59009",
            "nom": "Villeneuve-d’Ascq",
            "code_postal": "59650",
            "departement": "Nord",
        }
    ]
    assert reponse["Cache-Control"] == "public, max-age=3600"


def test_l_autocompletion_sans_question_ne_repond_rien(client, communes):
    assert client.get(reverse("lieux:communes")).json() == []


def test_l_autocompletion_ne_s_ecrit_pas(client):
    assert client.post(reverse("lieux:communes"), {"q": "auch"}).status_code == 405


@pytest.mark.parametrize("nombre", [1, 3, 12])
def test_l_autocompletion_fait_une_requete_et_s_arrete_a_huit(
    client, django_assert_num_queries, nombre
):
    for n in range(nombre):
        CommuneFactory(code_insee=f"3200{n}"[:5], nom=f"Bourg-{n}", codes_postaux="32800")

    with django_assert_num_queries(1):
        reponse = client.get(reverse("lieux:communes"), {"q": "bourg"})

    assert len(reponse.json()) == min(nombre, 8)


@pytest.mark.parametrize(
    ("code_postal", "attendu"),
    [("75010", "75110"), ("75116", "75116"), ("75001", "75101"), ("75021", None), ("", None)],
)
def test_un_code_postal_de_paris_donne_son_arrondissement(code_postal, attendu):
    paris = CommuneFactory.build(
        code_insee="75056",
        autres_codes="75101 75110 75116",
        departement=None,
    )

    assert code_arrondissement(paris, code_postal) == attendu


def test_une_commune_ordinaire_n_a_pas_d_arrondissement():
    assert code_arrondissement(CommuneFactory(autres_codes="32014"), "32000") is None
