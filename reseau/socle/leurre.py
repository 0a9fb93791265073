"""Write then undo, so that an unknown address costs what a known one costs.

Otherwise the time of an answer would tell a stranger who has an account.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def ecriture(gardee: bool) -> Iterator[None]:
    """Run the writes of the block, then keep or undo them: the same number of statements."""
    with transaction.atomic():
        repere = transaction.savepoint()
        yield
        if gardee:
            transaction.savepoint_commit(repere)
        else:
            transaction.savepoint_rollback(repere)
