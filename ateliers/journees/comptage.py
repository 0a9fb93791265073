"""Count linked rows inside the query of a row."""

from functools import cache

from django.db.models import F, Func, IntegerField, Model, OuterRef, Subquery


def nombre(modele: type[Model], relation: str, **conditions) -> Subquery:
    """Number of rows linked by the reverse `relation` that match `conditions`.

    In a subquery of its own: two counts joined in one query would multiply each other. The SQL
    function rather than `Count`, which would group and find nothing instead of 0.
    """
    lien = modele._meta.get_field(relation)
    lignes = lien.related_model._base_manager.filter(
        **{lien.field.name: OuterRef("pk")}, **conditions
    )
    compte = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return Subquery(lignes.order_by().values(nombre=compte))


@cache
def nombre_dans_l_etat(modele: type[Model], relation: str, etat: str) -> Subquery:
    """Cached for each state: nearly every public page counts seats."""
    return nombre(modele, relation, etat=etat)
