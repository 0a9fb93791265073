"""The portal where a registration is written row by row: the negative control of its transaction.

Served by `portail.en_marche`, never by anything else. The lock goes too: it lives in a transaction.
"""

from .portail_sans_verrou import application  # sets Django up

# ruff: isort: split
from inscriptions import places

__all__ = ["application"]
places.inscrire = places.inscrire.__wrapped__
