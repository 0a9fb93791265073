import pytest


@pytest.fixture(autouse=True)
def _base(db):
    """Nearly every test reads the database; rows come from factories only."""
