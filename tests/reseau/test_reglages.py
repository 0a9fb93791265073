"""The settings file, read as a production server would: it starts well or says why it does not."""

import runpy
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

REGLAGES = Path(settings.BASE_DIR) / "reseau" / "settings.py"
PRODUCTION = {
    "DEBUG": "0",
    "SECRET_KEY": "abcdefghij0123456789-abcdefghij0123456789-abcdefghij",
    "SITE_URL": "https://tiers-lieux.example.org/",
    "ALLOWED_HOSTS": "tiers-lieux.example.org, www.example.org,",
    "EMAIL_URL": "smtp://portail:secret@smtp.example.org:587",
}


@pytest.fixture
def lire(monkeypatch):
    def lire(**changes):
        for nom, valeur in (PRODUCTION | changes).items():
            monkeypatch.setenv(nom, valeur)
        return runpy.run_path(str(REGLAGES))

    return lire


def test_une_production_complete_demarre_fermee_et_en_https(lire):
    reglages = lire()

    assert reglages["DEBUG"] is False
    assert reglages["DEMO"] is False
    assert reglages["SITE_URL"] == "https://tiers-lieux.example.org"
    assert reglages["ALLOWED_HOSTS"] == ["tiers-lieux.example.org", "www.example.org"]
    assert reglages["SESSION_COOKIE_SECURE"] is True
    assert reglages["SECURE_SSL_REDIRECT"] is True


@pytest.mark.parametrize(
    ("changes", "phrase"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY manque"),
        ({"SECRET_KEY": "courte"}, "SECRET_KEY est trop faible"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY est trop faible"),
        ({"SITE_URL": ""}, "SITE_URL manque"),
        ({"SITE_URL": "http://tiers-lieux.example.org"}, "SITE_URL doit commencer par https://"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS manque"),
        ({"ALLOWED_HOSTS": "tiers-lieux.example.org, *"}, "accepte n’importe quel nom de domaine"),
        ({"EMAIL_URL": ""}, "EMAIL_URL manque"),
        ({"SECOND_FACTEUR": "Animation=oui"}, "chaque groupe est suivi de « exige »"),
    ],
)
def test_un_reglage_absent_ou_dangereux_arrete_le_demarrage_d_une_phrase(lire, changes, phrase):
    with pytest.raises(ImproperlyConfigured, match=phrase.replace("*", r"\*")):
        lire(**changes)


@pytest.mark.parametrize(
    ("changes", "nombre"),
    [
        ({}, 1),
        ({"BEHIND_PROXY": "0"}, 0),
        ({"ALLAUTH_TRUSTED_PROXY_COUNT": "2"}, 2),
    ],
)
def test_derriere_un_proxy_chaque_visiteur_garde_son_adresse(lire, changes, nombre):
    reglages = lire(**changes)

    assert reglages["ALLAUTH_TRUSTED_PROXY_COUNT"] == nombre
    assert ("SECURE_PROXY_SSL_HEADER" in reglages) == bool(nombre)


@pytest.mark.parametrize(
    ("changes", "demandes"),
    [
        ({}, {"superutilisatrices": "exige", "Administration": "exige", "Animation": "invite"}),
        ({"SECOND_FACTEUR": "Le bureau=exige, CA=invite"}, {"Le bureau": "exige", "CA": "invite"}),
        ({"SECOND_FACTEUR": ""}, {}),
        ({"DEBUG": "1"}, {}),
    ],
)
def test_le_second_facteur_est_demande_a_l_equipe_sauf_dans_la_demonstration(
    lire, changes, demandes
):
    assert lire(**changes)["SECOND_FACTEUR"] == demandes


def test_un_cache_redis_a_toujours_la_base_pour_secours(lire):
    caches = lire(CACHE_URL="redis://:secret@redis.example.org:6379/2")["CACHES"]

    assert caches["default"]["BACKEND"] == "reseau.socle.cache.RedisOuBase"
    assert caches["default"]["LOCATION"] == "redis://:secret@redis.example.org:6379/2"
    assert caches["secours"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"


def test_sans_cache_nomme_la_base_suffit(lire):
    assert list(lire()["CACHES"]) == ["default", "template_fragments"]
