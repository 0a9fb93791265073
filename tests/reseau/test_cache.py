"""Redis is killed, comes back, or stays silent: pages answer, the brakes go on counting."""

import logging
import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse

from inscriptions.models import Inscription
from reseau.models import Courriel, Personne
from reseau.socle import cache as notre_cache
from reseau.socle.frein import laisse_passer
from tests.factories import (
    MOT_DE_PASSE,
    AtelierFactory,
    InscriptionFactory,
    LieuFactory,
    PersonneFactory,
)
from tests.redis_a_soi import RedisASoi, RedisMuet, caches, sans_redis

pytestmark = pytest.mark.ignore_template_errors


@pytest.fixture(autouse=True)
def _coupures(monkeypatch, settings):
    """What a test learnt of its Redis is not known to the next; mails go to the outbox."""
    monkeypatch.setattr(notre_cache, "_coupures", notre_cache.defaultdict(notre_cache.Coupure))
    settings.EMAIL_BACKEND = "reseau.socle.courriels.backend.BoiteDEnvoi"


@pytest.fixture
def redis(tmp_path, settings):
    redis = RedisASoi(tmp_path)
    redis.demarrer()
    settings.CACHES = caches(redis.adresse)
    yield redis
    redis.tuer()


@pytest.fixture
def redis_muet(settings):
    muet = RedisMuet()
    settings.CACHES = caches(muet.adresse)
    yield muet
    muet.fermer()


def faire_revenir(redis, monkeypatch):
    """It runs again, and the time to look at it has come."""
    redis.demarrer()
    monkeypatch.setattr(notre_cache, "monotonic", lambda: float("inf"))


# What `rose` does, and what proves that it was done: an answer alone would prove little.
def voir_l_accueil(client, rose):
    """With a place, hence the map that is kept in the cache."""
    LieuFactory()
    return "Carte des lieux du réseau" in client.get("/").content.decode()


def se_connecter(client, rose):
    compte(rose)
    client.post("/compte/login/", {"login": rose, "password": MOT_DE_PASSE})
    return "_auth_user_id" in client.session


def s_inscrire(client, rose):
    atelier = AtelierFactory()
    saisie = {"prenom": "Rose", "nom": "Castéra", "courriel": rose, "profil": "porteur"}
    client.post(reverse("inscriptions:inscrire", args=[atelier.slug]), saisie)
    return Inscription.objects.filter(atelier=atelier).count() == 1


def retrouver(client, rose):
    InscriptionFactory(courriel=rose)
    client.post("/inscriptions/retrouver/", {"courriel": rose})
    return Courriel.objects.filter(destinataire=rose).count() == 1


def creer_un_compte(client, rose):
    saisie = {"prenom": "Rose", "nom": "Castéra", "email": rose}
    client.post("/compte/signup/", {**saisie, "password1": "une grange à Simorre"})
    return Personne.objects.filter(email=rose).count() == 1


def demander_un_mot_de_passe(client, rose):
    compte(rose)
    client.post("/compte/password/reset/", {"email": rose})
    return Courriel.objects.filter(destinataire=rose).count() == 1


def demander_un_code(client, rose):
    compte(rose)
    client.post("/compte/login/code/", {"email": rose})
    return Courriel.objects.filter(destinataire=rose).count() == 1


def ouvrir_le_back_office(client, rose):
    client.force_login(PersonneFactory(superutilisatrice=True))
    return client.get("/admin/").status_code == 200


GESTES = [
    voir_l_accueil,
    se_connecter,
    s_inscrire,
    retrouver,
    creer_un_compte,
    demander_un_mot_de_passe,
    demander_un_code,
    ouvrir_le_back_office,
]


def compte(courriel):
    personne = PersonneFactory(email=courriel)
    EmailAddress.objects.create(user=personne, email=courriel, verified=True, primary=True)
    return personne


def sante(client):
    reponse = client.get("/sante/")
    return reponse.status_code, reponse.json()["cache"]


@sans_redis
@pytest.mark.parametrize("geste", GESTES, ids=lambda geste: geste.__name__)
def test_chaque_geste_aboutit_avec_redis_sans_lui_puis_a_son_retour(
    geste, client_class, redis, monkeypatch
):
    faits = [geste(client_class(), "avant@example.org")]
    redis.tuer()
    faits.append(geste(client_class(), "pendant@example.org"))
    faire_revenir(redis, monkeypatch)
    faits.append(geste(client_class(), "apres@example.org"))

    assert faits == [True, True, True]


@sans_redis
def test_la_sante_dit_le_secours_sans_se_dire_en_panne_puis_le_retour(client, redis, monkeypatch):
    etats = [sante(client)]
    redis.tuer()
    etats.append(sante(client))
    faire_revenir(redis, monkeypatch)
    etats.append(sante(client))

    assert etats == [(200, "ok"), (200, "secours"), (200, "ok")]


@sans_redis
def test_ce_qui_est_garde_va_dans_redis_puis_dans_la_base_puis_dans_redis(redis, monkeypatch):
    cache.set("ici", "redis")
    redis.tuer()
    perdu = cache.get("ici")
    cache.set("ici", "base")
    en_base = cache.get("ici")
    faire_revenir(redis, monkeypatch)
    revenu = cache.get("ici")

    assert (perdu, en_base, revenu) == (None, "base", None)


@sans_redis
def test_un_redis_qui_gele_sous_une_connexion_ouverte_est_remplace_aussi(client, redis):
    cache.set("ici", "redis")
    redis.geler()
    cache.set("ici", "base")

    assert cache.get("ici") == "base"
    assert sante(client) == (200, "secours")


@sans_redis
def test_le_frein_compte_encore_quand_redis_est_mort(redis):
    redis.tuer()

    assert [laisse_passer("essai", 2, "192.0.2.1") for _ in range(3)] == [True, True, False]


@sans_redis
def test_les_essais_de_mot_de_passe_sont_freines_quand_redis_est_mort(client, redis):
    rose = compte("rose@example.org")
    redis.tuer()
    for _essai in range(5):
        client.post("/compte/login/", {"login": rose.email, "password": "faux"})

    client.post("/compte/login/", {"login": rose.email, "password": MOT_DE_PASSE})

    assert "_auth_user_id" not in client.session


@sans_redis
def test_la_mort_et_le_retour_sont_dits_une_fois_chacun_dans_le_journal(redis, monkeypatch, caplog):
    caplog.set_level(logging.WARNING, "reseau.socle.cache")
    monkeypatch.setattr(logging.getLogger("reseau"), "propagate", True)
    redis.tuer()
    for _fois in range(3):
        cache.get("ici")
    faire_revenir(redis, monkeypatch)
    for _fois in range(3):
        cache.get("ici")

    assert [re.sub(r"\(\w+\)", "(…)", ligne.getMessage()) for ligne in caplog.records] == [
        "cache=redis ne répond plus (…) : la base tient lieu",
        "cache=redis répond de nouveau",
    ]


def test_toutes_les_operations_du_cache_passent_au_secours(redis_muet):
    """A method of Django's cache that we forgot would raise here, or wait for Redis."""
    cache.set("un", 1)
    faits = [
        cache.get("un"),
        cache.incr("un"),
        cache.decr("un"),
        cache.add("un", 9),
        cache.add("deux", 2),
        cache.touch("un", 60),
        cache.has_key("un"),
        "un" in cache,
        cache.get_many(["un", "deux"]),
        cache.set_many({"trois": 3}),
        cache.get_or_set("quatre", 4),
        cache.delete("un"),
        cache.delete_many(["deux"]),
        cache.get("trois"),
        cache.clear(),
        cache.get("trois"),
    ]

    assert faits == [
        *(1, 2, 1, False, True, True, True, True),
        *({"un": 1, "deux": 2}, [], 4, True, None, 3, None, None),
    ]


def test_un_redis_muet_n_est_attendu_qu_une_fois(client, redis_muet, monkeypatch):
    """Counted by the calls it received, never by the clock."""
    monkeypatch.setattr(notre_cache, "REPRISE", 3600)

    assert voir_l_accueil(client, "rose@example.org")
    assert se_connecter(client, "rose@example.org")
    assert sante(client) == (200, "secours")

    redis_muet.prise.setblocking(False)
    appels = []
    while True:
        try:
            appels.append(redis_muet.prise.accept())
        except BlockingIOError:
            break
    for prise, _adresse in appels:
        prise.close()
    assert len(appels) == 1


def test_un_mot_de_passe_de_redis_ne_va_pas_dans_le_journal(settings, monkeypatch, caplog):
    monkeypatch.setattr(logging.getLogger("reseau"), "propagate", True)
    settings.CACHES = caches("redis://:secret-de-redis@127.0.0.1:1/0")

    cache.get("ici")

    assert "ne répond plus" in caplog.text
    assert "secret-de-redis" not in caplog.text
