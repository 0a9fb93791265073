"""A write for nothing: what an unknown address costs must equal what a known one does.

Otherwise the time of an answer tells a stranger who has an account. Nothing of it stays.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def ecriture(gardee: bool) -> Iterator[None]:
    """Do the writes inside, then keep them or not: the same statements in number either way."""
    with transaction.atomic():
        repere = transaction.savepoint()
        yield
        if gardee:
            transaction.savepoint_commit(repere)
        else:
            transaction.savepoint_rollback(repere)
