"""Where a day stands on the way of its cycle."""

from dataclasses import dataclass

from ..models import Atelier


@dataclass(frozen=True)
class Etape:
    rang: int
    total: int
    precedente: Atelier | None
    suivante: Atelier | None


def situer(atelier: Atelier, visibles) -> Etape | None:
    """Rank and neighbours of `atelier` among the `visibles` of its cycle; None when alone."""
    if atelier.cycle_publie is None:
        return None
    etapes = list(
        visibles.filter(cycle=atelier.cycle_id)
        .select_related("lieu__commune")
        .only("cycle", "titre", "slug", "debut", "format", "statut", "lieu__commune__nom")
        .order_by("debut", "pk")
    )
    rang = [etape.pk for etape in etapes].index(atelier.pk)
    return Etape(
        rang=rang + 1,
        total=len(etapes),
        precedente=etapes[rang - 1] if rang else None,
        suivante=etapes[rang + 1] if rang + 1 < len(etapes) else None,
    )
