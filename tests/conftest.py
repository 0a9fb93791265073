import time

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.template import engines
from django.test import Client

from reseau.personnes.roles import ANIMATION, installer_les_roles

from . import bases
from .factories import PersonneFactory

COLLECTES = pytest.StashKey[list[pytest.Item]]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """All tests, before a command keeps its own: outils/test_commandes.py judges who runs what."""
    config.stash[COLLECTES] = list(items)


@pytest.fixture(autouse=True)
def _base(db, settings):
    """Nearly every test reads the database; rows come from factories only."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _variables_absentes(request, monkeypatch):
    """Where pages of Django's own may name what is absent, it reads as in production: nothing.

    pytest-django would look for the origin of each through the source of the whole stack: a quarter
    of the time of a page of the back office.
    """
    if request.node.get_closest_marker("ignore_template_errors"):
        monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")


@pytest.fixture(autouse=True)
def _jamais_a_cheval_sur_deux_heures():
    """Brakes count by the hour of the clock: a test that counts waits for the next one to begin."""
    reste = 3600 - time.time() % 3600
    if reste < 15:
        time.sleep(reste)


@pytest.fixture
def sans_delai(settings):
    """A freed seat is given at once, without asking."""
    settings.PROPOSITION_HEURES = 0


@pytest.fixture
def client_class():
    """A second browser."""
    return Client


@pytest.fixture
def animatrice(client):
    """Logged in, with the rights that `installer_roles` gives to the group Animation."""
    installer_les_roles()
    personne = PersonneFactory(equipe=True)
    personne.groups.add(Group.objects.get(name=ANIMATION))
    client.force_login(personne)
    return personne


@pytest.fixture(scope="module")
def base_a_part(django_db_setup, django_db_blocker, tmp_path_factory):
    """The address of a migrated database that several processes may open, of the suite's kind."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            url = bases.copie_sqlite(tmp_path_factory.mktemp("ruee") / "ruee.sqlite3")
        else:
            url = bases.base_postgresql()
    yield url
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            bases.executer_hors_transaction(f'DROP DATABASE "{bases.nom_a_part()}" WITH (FORCE)')
