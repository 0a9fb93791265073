"""The net: no public search answers to words that its pages do not show."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from ateliers.models import Atelier
from lieux.enums import Famille, StatutLieu
from reseau.socle.recherche import ChampDeRecherche, normaliser
from tests.factories import (
    AtelierFactory,
    CycleFactory,
    DocumentFactory,
    LabelFactory,
    LabellisationFactory,
    LieuFactory,
    TermeFactory,
)

# What each column of search is made of: all of it stands on the page it finds. A new path is
# written here by who has checked that.
SOURCES = {
    "ateliers.Atelier": {"titre", "question", "presentation", "lieu.nom", "lieu.commune.nom"},
    "ateliers.Cycle": {"titre", "question", "presentation"},
    "lieux.Commune": {"nom", "codes_postaux", "autres_noms"},
    "lieux.Label": {"nom"},
    "lieux.Lieu": {
        *("nom", "presentation_resume", "presentation_detail"),
        *("commune.nom", "code_postal", "commune.departement.nom"),
    },
    "lieux.Terme": {"libelle"},
}


def test_chaque_colonne_de_recherche_ne_lit_que_ce_que_sa_page_montre():
    lues = {
        modele._meta.label: set(champ.depuis)
        for modele in apps.get_models()
        for champ in modele._meta.get_fields()
        if isinstance(champ, ChampDeRecherche)
    }

    assert lues == SOURCES


def cycle_en_brouillon(**champs):
    AtelierFactory(cycle=CycleFactory(brouillon=True, **champs))


CACHES_DE_L_AGENDA = {
    "titre d’un cycle en brouillon": lambda: cycle_en_brouillon(titre="Licorne"),
    "question d’un cycle en brouillon": lambda: cycle_en_brouillon(question="Une licorne ?"),
    "présentation d’un cycle en brouillon": lambda: cycle_en_brouillon(presentation="Licorne"),
    "journée en brouillon": lambda: AtelierFactory(brouillon=True, titre="Licorne"),
    "journée en brouillon d’un cycle publié": lambda: AtelierFactory(
        brouillon=True, cycle=CycleFactory(titre="Licorne")
    ),
    "lien de visioconférence": lambda: AtelierFactory(lien_visio="https://licorne.example.org/"),
    "compte rendu à venir": lambda: AtelierFactory(compte_rendu="Licorne"),
    "document à venir": lambda: DocumentFactory(atelier=AtelierFactory(), titre="Licorne"),
    "adresse de la page": lambda: AtelierFactory(slug="licorne"),
}
CACHES_DE_L_ANNUAIRE = {
    "lieu en brouillon": lambda: LieuFactory(nom="Licorne", brouillon=True),
    "lieu archivé": lambda: LieuFactory(nom="Licorne", statut=StatutLieu.ARCHIVE),
    "label échu": lambda: LabellisationFactory(
        lieu=LieuFactory(),
        label=LabelFactory(nom="Licorne"),
        fin=timezone.localdate() - timedelta(days=1),
    ),
    "valeur hors du standard": lambda: LieuFactory(valeurs_hors_standard={"x": ["Licorne"]}),
}


@pytest.mark.parametrize("quoi", CACHES_DE_L_AGENDA)
@pytest.mark.parametrize("adresse", ["/ateliers/", "/ateliers/agenda.ics", "/ateliers/flux.atom"])
def test_un_mot_cache_ne_fait_rien_trouver_dans_l_agenda(client, quoi, adresse):
    AtelierFactory(titre="Témoin sans ce mot")
    CACHES_DE_L_AGENDA[quoi]()

    sans_mot, trouve = client.get(adresse), client.get(adresse, {"q": "licorne"})

    pages = [reponse.content.decode() for reponse in (sans_mot, trouve)]
    assert pages[1].count("/ateliers/atelier-") == 0
    assert ("Témoin sans ce mot" in pages[0], "Témoin sans ce mot" in pages[1]) == (True, False)
    assert pages[1].count("BEGIN:VEVENT") + pages[1].count("<entry>") == 0


@pytest.mark.parametrize("quoi", CACHES_DE_L_ANNUAIRE)
def test_un_mot_cache_ne_fait_rien_trouver_dans_l_annuaire(client, quoi):
    CACHES_DE_L_ANNUAIRE[quoi]()

    for adresse in ("/lieux/", "/lieux/carte/", "/lieux/export.geojson"):
        reponse = client.get(adresse, {"q": "licorne"})
        texte = b"".join(reponse) if reponse.streaming else reponse.content
        assert b"/lieux/lieu-" not in texte


def test_le_theme_d_un_cycle_en_brouillon_ne_trouve_pas_ses_journees(client):
    theme = TermeFactory(famille=Famille.THEME, code="secret")
    cache = AtelierFactory(cycle=CycleFactory(brouillon=True, theme=theme))
    montre = AtelierFactory(cycle=CycleFactory(theme=theme))

    page = client.get("/ateliers/", {"theme": "secret"}).content.decode()

    assert (cache.get_absolute_url() in page, montre.get_absolute_url() in page) == (False, True)


@pytest.mark.parametrize("mot", ["ruralites", "campagnes", "agroforesterie"])
def test_les_mots_d_un_cycle_publie_trouvent_ses_journees_sitot_dits(client, mot):
    cycle = CycleFactory(titre="Avant")
    journee = AtelierFactory(cycle=cycle)
    cycle.titre, cycle.question, cycle.presentation = "Ruralités", "Campagnes ?", "Agroforesterie"
    cycle.save()

    assert journee.get_absolute_url() in client.get("/ateliers/", {"q": mot}).content.decode()


def test_l_equipe_trouve_les_journees_d_un_cycle_en_brouillon(client, animatrice):
    journee = AtelierFactory(cycle=CycleFactory(brouillon=True, titre="Licorne"))

    liste = client.get("/admin/ateliers/atelier/", {"q": "licorne"})

    assert [atelier.pk for atelier in liste.context["cl"].result_list] == [journee.pk]


def test_la_migration_retire_les_mots_du_cycle_et_les_rend():
    journee = AtelierFactory(titre="Jour", cycle=CycleFactory(titre="Licorne"))
    Atelier.objects.filter(pk=journee.pk).update(recherche="jour licorne")
    module = __import__("ateliers.migrations.0007_recherche_sans_le_cycle", fromlist=["relire"])
    etat = MigrationExecutor(connection).loader.project_state

    def lue(nom):
        module.relire(etat([("ateliers", nom)]).apps, None)
        return Atelier.objects.values_list("recherche", flat=True).get(pk=journee.pk).split()

    sans = lue("0007_recherche_sans_le_cycle")
    avec = lue("0006_documents_reserves")

    assert ("licorne" in sans, "licorne" in avec, "jour" in sans) == (False, True, True)
    assert normaliser(journee.lieu.nom).split()[0] in sans
