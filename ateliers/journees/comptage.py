"""Counting the registrations of each workshop inside the query that reads it."""

from django.apps import apps
from django.db import models


class NombreDInscriptions(models.Func):
    """How many registrations are in the state `etat`, as a correlated COUNT.

    A Subquery of querysets gives the same SQL, but Django spends 0.4 ms to build each one, and
    nearly every public page counts seats; this takes 0.05 ms.
    """

    output_field = models.IntegerField()

    def __init__(self, etat):
        super().__init__(models.F("pk"), etat=etat)

    def as_sql(self, compiler, connection):
        atelier, parametres = compiler.compile(self.source_expressions[0])
        table = apps.get_model("inscriptions", "Inscription")._meta.db_table
        sql = f"(SELECT COUNT(*) FROM {table} WHERE atelier_id = {atelier} AND etat = %s)"  # noqa: S608
        return sql, [*parametres, str(self.extra["etat"])]
