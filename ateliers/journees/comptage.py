"""Counting linked rows inside the query that reads the row."""

from django.apps import apps
from django.db import models

from reseau.socle.requetes import Parametre


class Nombre(models.Func):
    """How many rows of `modele` point to this one by `cle` and are in the state `etat`.

    With `apres`, a name of date and a moment, only those whose date comes later.

    A Subquery of querysets gives the same correlated COUNT, but Django spends 0.4 ms to build each,
    and nearly every public page counts seats; this takes 0.05 ms.
    """

    output_field = models.IntegerField()

    def __init__(self, modele, cle, etat, apres=None):
        super().__init__(models.F("pk"), modele=modele, cle=cle, etat=etat, apres=apres)

    def as_sql(self, compiler, connection):
        ici, parametres = compiler.compile(self.source_expressions[0])
        meta = apps.get_model(self.extra["modele"])._meta
        table, cle = meta.db_table, meta.get_field(self.extra["cle"]).column
        conditions = [f"{table}.{cle} = {ici}", f"{table}.etat = %s"]
        parametres = [*parametres, str(self.extra["etat"])]
        if self.extra["apres"]:
            champ, moment = self.extra["apres"]
            conditions.append(f"{table}.{meta.get_field(champ).column} > %s")
            if not isinstance(moment, Parametre):
                moment = connection.ops.adapt_datetimefield_value(moment)
            parametres.append(moment)
        return f"(SELECT COUNT(*) FROM {table} WHERE {' AND '.join(conditions)})", parametres  # noqa: S608
