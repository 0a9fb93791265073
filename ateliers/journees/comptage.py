"""Counting linked rows inside the query that reads the row."""

from django.apps import apps
from django.db import models


class Nombre(models.Func):
    """How many rows of `modele` point to this one by `cle` and are in the state `etat`.

    A Subquery of querysets gives the same correlated COUNT, but Django spends 0.4 ms to build each,
    and nearly every public page counts seats; this takes 0.05 ms.
    """

    output_field = models.IntegerField()

    def __init__(self, modele, cle, etat):
        super().__init__(models.F("pk"), modele=modele, cle=cle, etat=etat)

    def as_sql(self, compiler, connection):
        ici, parametres = compiler.compile(self.source_expressions[0])
        meta = apps.get_model(self.extra["modele"])._meta
        table, cle = meta.db_table, meta.get_field(self.extra["cle"]).column
        sql = f"(SELECT COUNT(*) FROM {table} WHERE {table}.{cle} = {ici} AND {table}.etat = %s)"  # noqa: S608
        return sql, [*parametres, str(self.extra["etat"])]
