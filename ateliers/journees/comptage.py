"""Counting linked rows inside the query that reads the row."""

from functools import cache

from django.db.models import F, Func, IntegerField, Model, OuterRef, Subquery


def nombre(modele: type[Model], relation: str, **conditions) -> Subquery:
    """How many rows point to this one by the reverse `relation`, and answer to `conditions`.

    In a subquery of its own: two counts joined in one query would multiply each other's rows. The
    function rather than the aggregate `Count`, which would group, and find nothing instead of 0.
    """
    lien = modele._meta.get_field(relation)
    lignes = lien.related_model._base_manager.filter(
        **{lien.field.name: OuterRef("pk")}, **conditions
    )
    compte = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return Subquery(lignes.order_by().values(nombre=compte))


@cache
def nombre_dans_l_etat(modele: type[Model], relation: str, etat: str) -> Subquery:
    """Written once for each state: nearly every public page counts seats, whatever the hour."""
    return nombre(modele, relation, etat=etat)
