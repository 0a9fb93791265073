import pytest

from .foule import Foule


@pytest.fixture(scope="module")
def foule(base_a_part):
    foule = Foule(base_a_part)
    yield foule
    foule.renvoyer()
