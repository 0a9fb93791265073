from collections.abc import Sequence
from datetime import datetime

from django.db import connections, models, router
from django.utils.translation import gettext_lazy as _

from ..donnees_personnelles.declaration import Declaration, Donnee
from ..donnees_personnelles.durees import HEURE
from ..donnees_personnelles.enums import Base


class PassageQuerySet(models.QuerySet["Passage"]):
    def compter(self, cles: Sequence[str], heure: datetime) -> dict[str, int]:
        """Count one passage for each key in this hour; return the totals by key.

        In SQL: the ORM can insert or update a row, but cannot add to the row it finds in one
        statement. It would take three, and two transactions at once would lose a passage.
        """
        connexion = connections[router.db_for_write(self.model)]
        table = connexion.ops.quote_name(self.model._meta.db_table)
        lignes = ", ".join(["(%s, %s, 1)"] * len(cles))
        quand = connexion.ops.adapt_datetimefield_value(heure)
        ordre = (
            f"INSERT INTO {table} (cle, heure, nombre) VALUES {lignes}"  # noqa: S608 - our table
            f" ON CONFLICT (cle, heure) DO UPDATE SET nombre = {table}.nombre + 1"
            " RETURNING cle, nombre"
        )
        with connexion.cursor() as curseur:
            curseur.execute(ordre, [valeur for cle in cles for valeur in (cle, quand)])
            return dict(curseur.fetchall())


class Passage(models.Model):
    """How often a source did something in one hour; the source is a keyed hash.

    A table rather than the cache: one statement counts and returns the total, in the transaction of
    what is counted, and a Redis that stops forgets nobody.
    """

    cle = models.CharField(_("action et source"), max_length=80)
    heure = models.DateTimeField(_("heure"), db_index=True)
    nombre = models.PositiveIntegerField(_("passages"))

    donnees_personnelles = Declaration(
        (Donnee("cle", _("ralentir un robot sans retenir d’adresse"), Base.INTERET, HEURE),)
    )

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage au frein")
        verbose_name_plural = _("passages au frein")
        constraints = [models.UniqueConstraint(fields=["cle", "heure"], name="passage_unique")]

    def __str__(self):
        return self.cle
