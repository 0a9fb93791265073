"""Queries prepared once: Django writes their SQL the first time, then only values change.

For a page that joins five tables Django takes ten times longer to write the SQL than the database
takes to answer it, and writes the same SQL for every visitor. No row is kept: each call reads the
database.

Each app has its own queries in one `lectures.py`, behind plain functions. With `REQUETES_PRETES=0`
Django writes the same QuerySet at each call: compare with it when a figure looks wrong.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial
from json import dumps
from threading import local
from typing import Any, Generic, Protocol, TypeVar

from django.conf import settings
from django.db import connections
from django.db.models import Expression, QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError
from django.http import Http404

Ligne = TypeVar("Ligne")


class Parametre(Expression):
    """A value given at each call, wherever a QuerySet takes an expression."""

    def __init__(self, nom: str):
        super().__init__()
        self.nom = nom

    def as_sql(self, compiler, connection):
        return "%s", (self,)


class Parmi(Parametre):
    """Any number of values, after `__in`: one SQL whatever their number."""

    def __init__(self, nom: str, type_sql: str = "bigint"):
        super().__init__(nom)
        self.type_sql = type_sql

    def as_sqlite(self, compiler, connection):
        return "(SELECT value FROM json_each(%s))", (self,)

    def as_postgresql(self, compiler, connection):
        return f"(SELECT unnest(%s::{self.type_sql}[]))", (self,)


class Valeurs(Protocol):
    """What `ecrire` receives: one value by its name, or a list of values."""

    def valeur(self, nom: str) -> Any: ...

    def parmi(self, nom: str, type_sql: str = ...) -> Any: ...


class ValeursAttendues:
    """The values of a prepared query: placeholders, filled at each call."""

    valeur = staticmethod(Parametre)
    parmi = staticmethod(Parmi)


class ValeursDonnees(dict[str, Any]):
    """The values of one call without preparation: passed to the QuerySet as they are."""

    def valeur(self, nom: str) -> Any:
        return self[nom]

    def parmi(self, nom: str, type_sql: str = "") -> list[Any]:
        return list(self[nom])


class RequetePrete(Generic[Ligne]):
    """Read the rows of the QuerySet that `ecrire` returns.

    `ecrire` must take from `Valeurs` everything that changes from one call to the next, the current
    time included: any other value is frozen in the prepared query. A test writes each query of
    `registre` twice and compares.
    """

    registre: list["RequetePrete[Any]"] = []

    def __init__(self, ecrire: Callable[[Valeurs], QuerySet[Any, Ligne]]):
        self.ecrire = ecrire
        self._du_fil = local()
        self.registre.append(self)

    def lire(self, **valeurs: object) -> list[Ligne]:
        if not settings.REQUETES_PRETES:
            return list(self.ecrire(ValeursDonnees(valeurs)))
        queryset, compilateur = self._ecrite()
        compilateur.valeurs = valeurs
        lignes = list(queryset._iterable_class(queryset))
        prefetch_related_objects(lignes, *queryset._prefetch_related_lookups)
        return lignes

    def la_premiere(self, **valeurs: object) -> Ligne | None:
        return next(iter(self.lire(**valeurs)), None)

    def une_ou_404(self, **valeurs: object) -> Ligne:
        if (ligne := self.la_premiere(**valeurs)) is None:
            raise Http404
        return ligne

    def _ecrite(self) -> tuple[QuerySet[Any, Ligne], "CompilateurPret"]:
        """Write the query once a thread, as connections are: threads never mix their values."""
        ecrite = getattr(self._du_fil, "ecrite", None)
        if ecrite is None or ecrite[1].connection is not connections[ecrite[1].using]:
            queryset = self.ecrire(ValeursAttendues())
            ecrite = queryset, CompilateurPret(queryset)
            self._du_fil.ecrite = ecrite
        return ecrite


class CompilateurPret(SQLCompiler):
    """Django's compiler for one QuerySet: the SQL is written once, its values change."""

    def __init__(self, queryset: QuerySet):
        super().__init__(queryset.query, connections[queryset.db], queryset.db)
        self.sql, self.parametres = super().as_sql()
        self.conversions = super().get_converters([choix[0] for choix in self.select])
        self.valeurs = {}
        self.verrouille = (
            queryset.query.select_for_update and self.connection.features.has_select_for_update
        )
        queryset.query.get_compiler = lambda *args, **kwargs: self

    def as_sql(self, *args, **kwargs):
        if self.verrouille and self.connection.get_autocommit():
            raise TransactionManagementError("A row is locked in a transaction only.")
        return self.sql, tuple(
            self._valeur(parametre.nom) if isinstance(parametre, Parametre) else parametre
            for parametre in self.parametres
        )

    def execute_sql(self, *args, **kwargs):
        lire = partial(super().execute_sql, *args, **kwargs)
        lire_avec_plans = getattr(self.connection, "lire_avec_plans", None)
        return lire_avec_plans(lire) if lire_avec_plans else lire()

    def get_converters(self, expressions):
        return self.conversions

    def _valeur(self, nom):
        valeur = self.valeurs[nom]
        if isinstance(valeur, datetime):
            return self.connection.ops.adapt_datetimefield_value(valeur)
        if isinstance(valeur, Collection) and not isinstance(valeur, str):
            valeurs = list(valeur)
            return dumps(valeurs) if self.connection.vendor == "sqlite" else valeurs
        return valeur
