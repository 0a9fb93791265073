from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from lieux.models import Lieu
from tests.factories import (
    ActualiteFactory,
    AtelierFactory,
    CycleFactory,
    GroupeFactory,
    LieuFactory,
)

ESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "https://portail.example.org"


@pytest.fixture(autouse=True)
def _adresse_publique(settings):
    settings.SITE_URL = SITE


def adresses(client):
    arbre = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {
        url.findtext(f"{ESPACE}loc"): url.findtext(f"{ESPACE}lastmod")
        for url in arbre.iter(f"{ESPACE}url")
    }


def test_le_plan_liste_ce_qui_est_public_a_l_adresse_publique_avec_sa_date(client):
    lieu = LieuFactory(slug="dynamo", mis_a_jour_le=date(2026, 5, 4))
    cycle = CycleFactory(slug="ruralites")
    AtelierFactory(slug="simorre", lieu=lieu, cycle=cycle)
    AtelierFactory(slug="reporte", lieu=lieu, annule=True)
    GroupeFactory(slug="inclusion")
    ActualiteFactory(slug="four", publiee_le=datetime(2026, 3, 2, 9, tzinfo=UTC))

    plan = adresses(client)

    pages = [
        *("", "lieux/", "lieux/carte/", "ateliers/", "cycles/", "groupes/", "actualites/"),
        *("mentions-legales/", "confidentialite/", "accessibilite/"),
    ]
    fiches = [
        *("lieux/dynamo/", "ateliers/simorre/", "ateliers/reporte/", "cycles/ruralites/"),
        *("groupes/inclusion/", "actualites/four/"),
    ]
    assert set(plan) == {f"{SITE}/{chemin}" for chemin in pages + fiches}
    assert plan[f"{SITE}/lieux/dynamo/"] == "2026-05-04"
    assert plan[f"{SITE}/actualites/four/"] == "2026-03-02"
    assert plan[f"{SITE}/ateliers/simorre/"] == timezone.localdate().isoformat()
    assert plan[f"{SITE}/groupes/inclusion/"] is None


def test_le_plan_tait_brouillons_archives_et_nouvelles_a_venir(client):
    LieuFactory(brouillon=True, slug="secret")
    LieuFactory(slug="archive", statut="archive")
    AtelierFactory(
        brouillon=True, slug="secret", cycle=CycleFactory(brouillon=True, slug="secret"), lieu=None
    )
    GroupeFactory(slug="secret", actif=False)
    ActualiteFactory(slug="brouillon", publiee_le=None)
    ActualiteFactory(slug="demain", publiee_le=timezone.now() + timedelta(days=1))

    assert len(adresses(client)) == 10


@pytest.mark.parametrize("lignes", [1, 3])
def test_le_plan_fait_toujours_le_meme_nombre_de_requetes(
    client, django_assert_num_queries, lignes
):
    for _ligne in range(lignes):
        AtelierFactory(cycle=CycleFactory())
        ActualiteFactory(groupe=GroupeFactory())

    with django_assert_num_queries(10):
        client.get("/sitemap.xml")

    assert Lieu.objects.count() == lignes


def test_robots_ferme_les_pages_privees_et_montre_le_plan(client):
    reponse = client.get("/robots.txt")

    assert reponse.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert reponse.content.decode().split("\n") == [
        "User-agent: *",
        *("Disallow: /admin/", "Disallow: /compte/", "Disallow: /demo/"),
        *("Disallow: /inscriptions/", "Disallow: /mon-espace/"),
        "",
        f"Sitemap: {SITE}/sitemap.xml",
        "",
    ]


@pytest.mark.parametrize("adresse", ["/robots.txt", "/sitemap.xml"])
def test_une_machine_ne_recoit_ni_session_ni_cookie(client, adresse):
    reponse = client.get(adresse)

    assert not reponse.cookies
    assert client.post(adresse).status_code == 405
