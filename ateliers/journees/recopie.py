"""The words of a place that its workshops copy, so that one finds them by its name."""

from collections.abc import Collection

from lieux.models import Lieu

from .models import Atelier

PAR_LOT = 500
COPIES = ("titre", "question", "presentation", "lieu__nom", "lieu__commune__nom")


def recopier_les_noms(lieux: Collection[Lieu]) -> None:
    """Write anew the search text of every workshop held there, and nothing else of its row.

    Locked in the order of their keys, as the seats do. Race: a workshop saved meanwhile waits, or
    was written with its place as it stood and is written over.
    """
    ateliers = list(
        Atelier.objects.filter(lieu__in=[lieu.pk for lieu in lieux])
        .select_for_update(of=("self",), no_key=True)
        .select_related("lieu__commune")
        .only(*COPIES)
        .order_by("pk")
    )
    recherche = Atelier._meta.get_field("recherche")
    for atelier in ateliers:
        recherche.pre_save(atelier, add=False)
    Atelier.objects.bulk_update(ateliers, ["recherche"], batch_size=PAR_LOT)
