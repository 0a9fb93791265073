import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from frictionless import Resource, Schema, formats

from lieux.enums import Famille
from lieux.models import Label, Lieu, Terme
from lieux.standard.champs import CODEES, COLONNES
from lieux.standard.importation import importer
from lieux.standard.verdicts import Genre
from tests.factories import (
    CommuneFactory,
    DepartementFactory,
    LabellisationFactory,
    LieuFactory,
    ReseauFactory,
)

from .fichiers import fichier
from .schema import LISTES, ORDRE, SCHEMA


@pytest.fixture(autouse=True)
def reseau(settings):
    settings.SITE_URL = "https://gers.example.org"
    return ReseauFactory(nom="Réseau du Gers")


@pytest.fixture
def lieux_bancals():
    """What an admin form accepts and the standard does not."""
    sans_code = CommuneFactory(code_insee="27676", nom="Les Trois Lacs", codes_postaux="")
    paris = CommuneFactory(
        code_insee="75056",
        nom="Paris",
        codes_postaux="75001 75010",
        autres_codes="75101 75110",
        departement=DepartementFactory(code="75", nom="Paris", region="Île-de-France"),
    )
    return [
        LieuFactory(adresse="", code_postal="", pivot="123", telephone="05 62 60 00 00 poste 3"),
        LieuFactory(commune=sans_code, code_postal="", latitude=43.5, longitude=0.25),
        LieuFactory(commune=paris, code_postal="75010", telephone="01 42 00 00 00"),
        LieuFactory(
            nom='=HYPERLINK("x"), « ; »',
            courriels=["pas une adresse"],
            sites_web=["https://a.example.org/?a|b"],
            horaires="sur rendez-vous\r\nou pas",
            presentation_detail="Un.\r\n\r\n* deux | trois",
            valeurs_hors_standard={"services": ["Sieste"]},
        ),
    ]


def exporter(client):
    reponse = client.get(reverse("lieux:standard_csv"))
    return b"".join(reponse.streaming_content)


def lignes(octets):
    return list(csv.DictReader(io.StringIO(octets.decode(), newline="")))


def erreurs(octets):
    # Said rather than guessed: frictionless guesses wrong on strange texts.
    forme = formats.CsvControl(delimiter=",", quote_char='"', skip_initial_space=False)
    ressource = Resource(
        data=octets,
        format="csv",
        encoding="utf-8",
        control=forme,
        schema=Schema.from_descriptor(SCHEMA),
    )
    return ressource.validate().flatten(["rowNumber", "fieldName", "note"])


def test_les_colonnes_du_standard_sont_les_notres():
    assert list(COLONNES) == ORDRE
    assert {*LISTES, "typologie"} == set(CODEES)


def test_l_export_est_un_csv_a_telecharger_sans_compte(client):
    reponse = client.get(reverse("lieux:standard_csv"))

    assert reponse["Content-Type"] == "text/csv; charset=utf-8"
    assert reponse["Content-Disposition"] == (
        'attachment; filename="lieux-mediation-num-1.0.1.csv"'
    )
    assert b"".join(reponse.streaming_content).decode() == ",".join(ORDRE) + "\r\n"


def test_l_export_ne_s_ecrit_pas(client):
    assert client.post(reverse("lieux:standard_csv")).status_code == 405


def test_seuls_les_lieux_publies_sortent(client):
    publie = LieuFactory()
    LieuFactory(brouillon=True)
    LieuFactory(statut="archive")

    assert [ligne["nom"] for ligne in lignes(exporter(client))] == [publie.nom]


def test_un_lieu_du_reseau_porte_l_adresse_de_sa_page_et_le_nom_du_reseau(client):
    LieuFactory(slug="la-ruche", mis_a_jour_le=date(2026, 3, 1))

    (ligne,) = lignes(exporter(client))

    assert (ligne["id"], ligne["source"], ligne["date_maj"]) == (
        *("https://gers.example.org/lieux/la-ruche/", "Réseau du Gers", "2026-03-01"),
    )


def test_deux_sources_qui_donnent_le_meme_identifiant_ne_se_confondent_pas(client):
    LieuFactory(source="A", identifiant_source="1", slug="un")
    LieuFactory(source="B", identifiant_source="1", slug="deux")
    LieuFactory(source="B", identifiant_source="3")

    assert [ligne["id"] for ligne in lignes(exporter(client))] == [
        "https://gers.example.org/lieux/un/",
        "https://gers.example.org/lieux/deux/",
        "3",
    ]


def test_un_lieu_complet_ressort_comme_il_est_entre(client):
    CommuneFactory()
    entree = fichier({})
    importer(entree)

    (avant,), (apres,) = lignes(entree), lignes(exporter(client))

    assert {champ for champ in ORDRE if avant[champ] != apres[champ]} == set()


def test_un_label_valide_aujourd_hui_sort_par_sa_valeur_du_standard(client):
    fabrique = Label.objects.get(slug="fabrique-de-territoire")
    hier = timezone.localdate() - timedelta(days=1)
    LabellisationFactory(label=fabrique, lieu__nom="Tenu")
    LabellisationFactory(label=fabrique, lieu__nom="Échu", fin=hier)
    LabellisationFactory(
        label=Label.objects.get(slug="manufacture-de-proximite"), lieu__nom="Hors du standard"
    )

    assert {ligne["nom"]: ligne["formations_labels"] for ligne in lignes(exporter(client))} == {
        "Tenu": "Fabriques de Territoire",
        "Échu": "",
        "Hors du standard": "",
    }


def test_un_terme_hors_du_standard_ne_sort_pas(client):
    lieu = LieuFactory()
    lieu.termes.add(
        Terme.objects.create(famille=Famille.SERVICE, code="four", libelle="Four à pain"),
        Terme.objects.get(famille=Famille.ACTIVITE, code="coworking"),
        Terme.objects.get(famille=Famille.FRAIS, code="payant"),
        Terme.objects.get(famille=Famille.FRAIS, code="gratuit"),
    )

    (ligne,) = lignes(exporter(client))

    assert (ligne["services"], ligne["frais_a_charge"]) == ("", "Gratuit|Payant")
    assert "Four à pain" not in ligne.values()


def test_ce_que_le_standard_exige_et_qu_on_ignore_a_sa_valeur_convenue(client, lieux_bancals):
    bancal, sans_code, parisien, _dernier = lignes(exporter(client))

    assert (bancal["pivot"], bancal["adresse"]) == ("00000000000000", "Non renseignée")
    assert (bancal["code_postal"], bancal["telephone"]) == ("32000", "")
    assert (sans_code["commune"], sans_code["code_postal"]) == ("Les Trois Lacs", "00000")
    assert (parisien["code_insee"], parisien["telephone"]) == ("75110", "+33142000000")


def test_l_export_est_valide_par_les_regles_du_standard(client, lieux_bancals):
    importer(fichier({}))
    fabrique = Label.objects.get(slug="fabrique-de-territoire")
    LabellisationFactory(lieu=lieux_bancals[0], label=fabrique)
    for terme in Terme.objects.filter(famille__in=CODEES):
        lieux_bancals[1].termes.add(terme)

    octets = exporter(client)

    assert len(lignes(octets)) == 5
    assert erreurs(octets) == []


def test_les_regles_du_standard_refusent_une_ligne_fausse():
    notes = erreurs(fichier({"pivot": "x", "adresse": "", "services": "Sieste"}))

    assert sorted(champ for _ligne, champ, _note in notes) == ["adresse", "pivot", "services"]


def test_importer_l_export_ne_change_rien(client, lieux_bancals):
    importer(fichier({"services": "Sieste|Loisirs et créations numériques"}))
    LabellisationFactory(
        lieu=lieux_bancals[0], label=Label.objects.get(slug="fabrique-de-territoire")
    )
    LieuFactory(source="A", identifiant_source="1")
    LieuFactory(source="B", identifiant_source="1")
    LieuFactory(identifiant_source="2")
    avant = list(Lieu.objects.order_by("pk").values())

    rapport = importer(exporter(client))

    assert [v.genre for v in rapport.verdicts] == [Genre.INCHANGE] * 8
    assert list(Lieu.objects.order_by("pk").values()) == avant


def test_un_fichier_ne_retire_pas_un_label_que_le_reseau_a_note(client):
    lieu = LieuFactory(mis_a_jour_le=date(2026, 1, 1))
    LabellisationFactory(lieu=lieu, label=Label.objects.get(slug="fabrique-de-territoire"))
    octets = exporter(client).replace(b"Fabriques de Territoire", b"ORDI 3.0")

    assert importer(octets).verdicts[0].genre == Genre.CHANGE
    assert importer(octets).verdicts[0].genre == Genre.INCHANGE
    assert lignes(exporter(client))[0]["formations_labels"] == "Fabriques de Territoire|ORDI 3.0"


@pytest.mark.parametrize("nombre", [1, 3])
def test_l_export_fait_autant_de_requetes_pour_un_lieu_que_pour_trois(
    client, django_assert_num_queries, nombre
):
    for _ in range(nombre):
        LabellisationFactory(label=Label.objects.get(slug="sud-labs"))

    with django_assert_num_queries(5):
        octets = exporter(client)

    assert len(lignes(octets)) == nombre
