"""A registry of what a higher app does when a lower one changes something.

A lower app declares a cause (`lieux/consequences.py`). A higher app adds its function to it, in the
`ready()` of its AppConfig. The verb that makes the change applies the cause in its own transaction:
both are written, or neither. No save() and no signal calls it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from django.core import checks
from django.db import transaction
from django.db.transaction import TransactionManagementError

Suite = Callable[[Collection[Any]], None]


class SansConsequence(LookupError):
    """Nothing follows this cause: a higher app forgot its `ready()`."""


@dataclass(eq=False)
class Cause:
    """A change that other apps follow; `sens` says which change, and what its rows are."""

    nom: str
    sens: str
    suites: list[Suite] = field(default_factory=list)

    def entraine(self, suite: Suite) -> None:
        """Add a function to call; `ready()` may run twice, a function is kept once."""
        if suite not in self.suites:
            self.suites.append(suite)

    def appliquer(self, lignes: Collection[Any]) -> None:
        """Call every function on these rows, in the transaction that changed them."""
        if not self.suites:
            raise SansConsequence(self.nom)
        if transaction.get_autocommit():
            raise TransactionManagementError("A cause is applied in the transaction of its change.")
        if lignes:
            for suite in self.suites:
                suite(lignes)


# `manage.py check --tag consequences` runs this check alone.
ETIQUETTE = "consequences"

CAUSES: dict[str, Cause] = {}


def declarer(nom: str, sens: str) -> Cause:
    if nom in CAUSES:
        raise ValueError(f"« {nom} » is declared twice.")
    CAUSES[nom] = Cause(nom, sens)
    return CAUSES[nom]


def verifier(app_configs=None, **options) -> list[checks.Error]:
    """Fail `manage.py check` for a cause that nothing follows."""
    return [
        checks.Error(
            f"Rien ne suit « {cause.nom} » ({cause.sens}).",
            hint="Une app plus haute y ajoute sa fonction dans ready() : CAUSE.entraine(…).",
            id="f.E2",
        )
        for cause in CAUSES.values()
        if not cause.suites
    ]
