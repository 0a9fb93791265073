"""Where a day stands on the way of its cycle."""

from dataclasses import dataclass

from reseau.socle.requetes import Parametre, RequetePrete

from ..enums import Statut
from ..models import Atelier


@dataclass(frozen=True)
class Etape:
    rang: int
    total: int
    precedente: Atelier | None
    suivante: Atelier | None
    cycle_ouvert: bool = False


def _etapes(visibles, cycle):
    champs = ("cycle", "titre", "slug", "debut", "date_limite", "format", "statut")
    return (
        visibles.filter(cycle=cycle)
        .select_related("lieu__commune")
        .only(*champs, "lieu__commune__nom")
        .order_by("debut", "pk")
    )


DU_PUBLIC = RequetePrete(lambda: _etapes(Atelier.objects.visibles(), Parametre("cycle")))


def situer(atelier: Atelier, avec_brouillons: bool) -> Etape | None:
    """Rank and neighbours of `atelier` among those one sees of its cycle; None when alone.

    A draft is only seen by who prepares it, as it will be: with its cycle, published or not.
    """
    apercu = atelier.statut == Statut.BROUILLON
    if atelier.cycle is None or not (atelier.cycle_publie or apercu):
        return None
    if avec_brouillons:
        etapes = list(_etapes(Atelier.objects.all(), atelier.cycle_id))
    else:
        etapes = DU_PUBLIC.lire(cycle=atelier.cycle_id)
    rang = [etape.pk for etape in etapes].index(atelier.pk)
    return Etape(
        rang=rang + 1,
        total=len(etapes),
        precedente=etapes[rang - 1] if rang else None,
        suivante=etapes[rang + 1] if rang + 1 < len(etapes) else None,
        cycle_ouvert=atelier.cycle_publie is not None
        and len(etapes) > 1
        and any(etape.inscriptions_ouvertes() for etape in etapes),
    )
