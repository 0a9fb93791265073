"""The portal where a registration is written row by row: the negative control of its transaction.

Neither the verb nor the page that calls it opens one.

Served by `portail.en_marche`, never by anything else. The lock goes too: it lives in a transaction.
"""

from .portail_sans_verrou import application  # sets Django up

# ruff: isort: split
from contextlib import nullcontext
from types import SimpleNamespace

from inscriptions import places
from inscriptions.pages import reception

__all__ = ["application"]
places.inscrire = places.inscrire.__wrapped__
reception.transaction = SimpleNamespace(atomic=nullcontext)
