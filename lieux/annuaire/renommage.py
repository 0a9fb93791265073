"""Update what copied the name of a place, when it or its commune is renamed."""

from collections.abc import Collection

from ..consequences import LIEU_RENOMME
from .models import Lieu

PAR_LOT = 500


def apres_des_communes_renommees(codes: Collection[str]) -> None:
    """Update the search text of their places, then other apps, in the same transaction."""
    lieux = list(Lieu.objects.filter(commune__in=codes).select_related("commune__departement"))
    recherche = Lieu._meta.get_field("recherche")
    for lieu in lieux:
        recherche.pre_save(lieu, add=False)
    Lieu.objects.bulk_update(lieux, ["recherche"], batch_size=PAR_LOT)
    LIEU_RENOMME.appliquer(lieux)
