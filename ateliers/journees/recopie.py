"""Update the search text of workshops, which copies words of their place."""

from collections.abc import Collection

from lieux.models import Lieu

from .models import Atelier

PAR_LOT = 500
COPIES = ("titre", "question", "presentation", "lieu__nom", "lieu__commune__nom")


def recopier_les_noms(lieux: Collection[Lieu]) -> None:
    """Write the search text of every workshop at these places, and no other column.

    Rows are locked in the order of their keys, as the seats do. Race: a workshop saved meanwhile
    waits, or copied the former name and is written again.
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
