"""What a lower app changes and a higher one must follow: one registry, told by name.

A lower app declares a cause (`lieux/consequences.py`). A higher one adds what it does then, in the
`ready()` of its AppConfig. The verb that makes the change applies the cause in its own transaction:
either both are written or neither. Nothing is called by a save: no signal, no surprise.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from django.core import checks
from django.db import transaction
from django.db.transaction import TransactionManagementError

Suite = Callable[[Collection[Any]], None]


class SansConsequence(LookupError):
    """A cause was applied that nobody follows: a higher app forgot its `ready()`."""


@dataclass(eq=False)
class Cause:
    """A change that other apps must follow; `sens` says which, and what its rows are."""

    nom: str
    sens: str
    suites: list[Suite] = field(default_factory=list)

    def entraine(self, suite: Suite) -> None:
        """Add what follows it; `ready()` may run twice, a function is kept once."""
        if suite not in self.suites:
            self.suites.append(suite)

    def appliquer(self, lignes: Collection[Any]) -> None:
        """Do all that follows, for these rows, in the transaction that changed them."""
        if not self.suites:
            raise SansConsequence(self.nom)
        if transaction.get_autocommit():
            raise TransactionManagementError("A cause is applied in the transaction of its change.")
        if lignes:
            for suite in self.suites:
                suite(lignes)


# `manage.py check --tag consequences` asks this alone.
ETIQUETTE = "consequences"

CAUSES: dict[str, Cause] = {}


def declarer(nom: str, sens: str) -> Cause:
    if nom in CAUSES:
        raise ValueError(f"« {nom} » is declared twice.")
    CAUSES[nom] = Cause(nom, sens)
    return CAUSES[nom]


def verifier(app_configs=None, **options) -> list[checks.Error]:
    """Start-up stops at a cause that nobody follows (`manage.py check`)."""
    return [
        checks.Error(
            f"Rien ne suit « {cause.nom} » ({cause.sens}).",
            hint="Une app plus haute y ajoute sa fonction dans ready() : CAUSE.entraine(…).",
            id="f.E2",
        )
        for cause in CAUSES.values()
        if not cause.suites
    ]
