import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def _base(db, settings):
    """Nearly every test reads the database; rows come from factories only."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def client_class():
    """A second browser."""
    return Client
