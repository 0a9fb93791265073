import pytest
from django.db import connections
from django.db.utils import load_backend
from environ import Env

from .migrations import ALIAS


@pytest.fixture
def base(db, base_a_part):
    """A migrated database of its own, opened beside the one of the suite."""
    options = {**connections["default"].settings_dict, **Env.db_url_config(base_a_part)}
    connections[ALIAS] = load_backend(options["ENGINE"]).DatabaseWrapper(options, ALIAS)
    yield connections[ALIAS]
    connections[ALIAS].close()
    getattr(connections[ALIAS], "close_pool", lambda: None)()
    del connections[ALIAS]
