from datetime import date

import pytest

from lieux.enums import Famille, StatutLieu
from lieux.models import Lieu, Terme
from lieux.standard.importation import importer
from lieux.standard.verdicts import Genre
from tests.factories import CommuneFactory, LieuFactory, ReseauFactory

from .fichiers import fichier


@pytest.fixture(autouse=True)
def auch():
    return CommuneFactory()


def genres(rapport):
    return [verdict.genre for verdict in rapport.verdicts]


def champs_changes(rapport):
    return [[c.champ for c in verdict.changements] for verdict in rapport.verdicts]


def test_un_lieu_nouveau_entre_publie_avec_tout_ce_que_dit_sa_ligne(auch):
    rapport = importer(fichier({}))

    lieu = Lieu.objects.get()
    assert genres(rapport) == [Genre.NOUVEAU]
    assert (lieu.nom, lieu.slug, lieu.statut) == ("La Ruche", "la-ruche", StatutLieu.PUBLIE)
    assert (lieu.commune, lieu.code_postal, lieu.adresse) == (auch, "32000", "3 rue Gambetta")
    assert (lieu.latitude, lieu.longitude) == (43.64, 0.58)
    assert lieu.courriels == ["contact@ruche.example.org", "bonjour@ruche.example.org"]
    assert lieu.sites_web == ["https://ruche.example.org/"]
    assert lieu.horaires == "Mo-Fr 09:00-18:00; Sa 09:00-12:00"
    assert (lieu.source, lieu.identifiant_source) == ("Relevé d’essai", "essai-1")
    assert (lieu.pivot, lieu.mis_a_jour_le) == ("43493312300029", date(2026, 3, 1))
    assert lieu.valeurs_hors_standard == {}
    assert "ruche" in lieu.recherche
    assert "auch" in lieu.recherche
    assert sorted(lieu.termes.values_list("code", flat=True)) == [
        "acces-internet-et-materiel-informatique",
        "asso",
        "ce-lieu-naccueille-pas-de-public",
        "fabriques-de-territoire",
        "fixe",
        "gratuit",
        "loisirs-et-creations-numeriques",
        "payant",
        "tiers-lieux",
    ]


def test_un_essai_dit_la_meme_chose_et_n_ecrit_rien():
    octets = fichier({}, {"id": ""}, {"id": "essai-2", "services": "Sieste"})

    essai = importer(octets, essai=True)

    assert not Lieu.objects.exists()
    assert essai == importer(octets)
    assert genres(essai) == [Genre.NOUVEAU, Genre.REFUSE, Genre.NOUVEAU]


def test_importer_deux_fois_ne_change_rien():
    octets = fichier({"horaires": "le matin, sauf pluie", "services": "Sieste", "pivot": ""})
    importer(octets)
    avant = Lieu.objects.values().get()

    rapport = importer(octets)

    assert genres(rapport) == [Genre.INCHANGE]
    assert Lieu.objects.values().get() == avant
    assert avant["horaires"] == "le matin, sauf pluie"
    assert avant["valeurs_hors_standard"] == {"services": ["Sieste"]}


def test_une_ligne_changee_dit_quels_champs_et_n_ecrit_qu_eux():
    importer(fichier({}))
    Lieu.objects.update(acces="Par la cour.", statut=StatutLieu.ARCHIVE)
    octets = fichier(
        {
            "nom": "La Grande Ruche",
            "date_maj": "2026-04-01",
            "site_web": "",
            "services": "Loisirs et créations numériques|Compréhension du monde numérique",
        }
    )

    rapport = importer(octets)

    lieu = Lieu.objects.get()
    services = lieu.termes.de(Famille.SERVICE).values_list("libelle", flat=True)
    assert genres(rapport) == [Genre.CHANGE]
    assert champs_changes(rapport) == [["nom", "site_web", "services", "date_maj"]]
    assert rapport.verdicts[0].changements[0].avant == "La Ruche"
    assert (lieu.nom, lieu.slug, lieu.sites_web) == ("La Grande Ruche", "la-ruche", [])
    assert lieu.recherche.startswith("la grande ruche")
    assert list(services) == ["Loisirs et créations numériques", "Compréhension du monde numérique"]
    assert lieu.termes.count() == 9
    assert (lieu.acces, lieu.statut) == ("Par la cour.", StatutLieu.ARCHIVE)
    assert genres(importer(octets)) == [Genre.INCHANGE]


def test_les_termes_du_reseau_hors_du_standard_restent():
    importer(fichier({}))
    lieu = Lieu.objects.get()
    maison = Terme.objects.create(famille=Famille.SERVICE, code="four", libelle="Four à pain")
    activite = Terme.objects.get(famille=Famille.ACTIVITE, code="coworking")
    lieu.termes.add(maison, activite)

    rapport = importer(fichier({"services": "", "date_maj": "2026-04-01"}))

    assert champs_changes(rapport) == [["services", "date_maj"]]
    assert {maison, activite} <= set(lieu.termes.all())
    assert list(lieu.termes.de(Famille.SERVICE)) == [maison]


def test_ce_qu_un_gestionnaire_a_mis_a_jour_depuis_n_est_pas_ecrase():
    importer(fichier({}))
    Lieu.objects.update(adresse="4 rue Neuve", mis_a_jour_le=date(2026, 3, 2))

    rapport = importer(fichier({}))

    assert genres(rapport) == [Genre.PLUS_RECENT]
    assert champs_changes(rapport) == [["adresse"]]
    assert Lieu.objects.get().adresse == "4 rue Neuve"


def test_une_fiche_confirmee_a_la_source_avance_sa_date():
    importer(fichier({}))

    rapport = importer(fichier({"date_maj": "2026-05-01"}))

    assert champs_changes(rapport) == [["date_maj"]]
    assert Lieu.objects.get().mis_a_jour_le == date(2026, 5, 1)


def test_le_meme_identifiant_chez_deux_sources_fait_deux_lieux():
    rapport = importer(fichier({}, {"source": "Autre relevé"}))

    assert genres(rapport) == [Genre.NOUVEAU, Genre.NOUVEAU]
    assert sorted(Lieu.objects.values_list("source", "slug")) == [
        ("Autre relevé", "la-ruche-2"),
        ("Relevé d’essai", "la-ruche"),
    ]


def test_un_identifiant_deux_fois_dans_le_fichier_est_refuse():
    rapport = importer(fichier({}, {"nom": "Double"}))

    assert genres(rapport) == [Genre.NOUVEAU, Genre.REFUSE]
    assert [r.texte for r in rapport.verdicts[1].fiche.refus] == ["déjà à la ligne 2"]
    assert Lieu.objects.get().nom == "La Ruche"


def test_la_source_donnee_ne_sert_qu_aux_lignes_qui_n_en_disent_pas():
    rapport = importer(fichier({"id": "a", "source": ""}, {"id": "b"}), source="Relais")

    assert genres(rapport) == [Genre.NOUVEAU, Genre.NOUVEAU]
    assert sorted(Lieu.objects.values_list("identifiant_source", "source")) == [
        ("a", "Relais"),
        ("b", "Relevé d’essai"),
    ]


def test_les_nouveaux_lieux_peuvent_rester_en_brouillon():
    importer(fichier({}), statut=StatutLieu.BROUILLON)

    assert Lieu.objects.get().statut == StatutLieu.BROUILLON


def test_un_lieu_de_notre_reseau_se_retrouve_par_l_adresse_de_sa_page(settings):
    ReseauFactory(nom="Réseau du Gers")
    settings.SITE_URL = "https://gers.example.org"
    notre = LieuFactory(slug="la-ruche", mis_a_jour_le=date(2026, 1, 1))
    LieuFactory(slug="autre")
    adresse = "https://gers.example.org/lieux/la-ruche/"

    rapport = importer(fichier({"id": adresse, "source": "Réseau du Gers"}))

    notre.refresh_from_db()
    assert genres(rapport) == [Genre.CHANGE]
    assert (notre.nom, notre.source, notre.identifiant_source) == ("La Ruche", "", "")


def test_la_page_d_un_autre_reseau_n_est_pas_la_notre(settings):
    settings.SITE_URL = "https://gers.example.org"
    LieuFactory(slug="la-ruche")

    rapport = importer(fichier({"id": "https://tarn.example.org/lieux/la-ruche/"}))

    assert genres(rapport) == [Genre.NOUVEAU]


@pytest.mark.parametrize("nombre", [1, 3])
def test_le_nombre_de_requetes_ne_depend_pas_des_lignes(django_assert_num_queries, nombre):
    lignes = [{"id": f"essai-{n}"} for n in range(nombre)]

    with django_assert_num_queries(10):
        importer(fichier(*lignes))

    changes = [ligne | {"nom": "Autre", "typologie": "ESS"} for ligne in lignes]
    with django_assert_num_queries(15):  # one of them: the workshops of the places renamed
        rapport = importer(fichier(*changes))

    assert rapport.chiffres[Genre.CHANGE] == nombre
