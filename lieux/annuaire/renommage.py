"""A place has another name, or its commune has: what copied it follows."""

from collections.abc import Collection

from ..consequences import LIEU_RENOMME
from .models import Lieu

PAR_LOT = 500


def apres_des_communes_renommees(codes: Collection[str]) -> None:
    """The search text of their places, then what other apps copy. In the same transaction."""
    lieux = list(Lieu.objects.filter(commune__in=codes).select_related("commune__departement"))
    recherche = Lieu._meta.get_field("recherche")
    for lieu in lieux:
        recherche.pre_save(lieu, add=False)
    Lieu.objects.bulk_update(lieux, ["recherche"], batch_size=PAR_LOT)
    LIEU_RENOMME.appliquer(lieux)
