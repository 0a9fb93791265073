"""The position of a day in its cycle."""

from dataclasses import dataclass

from ..enums import Statut
from ..lectures import etapes_de, etapes_du_public
from ..models import Atelier


@dataclass(frozen=True)
class Etape:
    rang: int
    total: int
    precedente: Atelier | None
    suivante: Atelier | None
    cycle_ouvert: bool = False


def situer(atelier: Atelier, avec_brouillons: bool) -> Etape | None:
    """Rank and neighbours of `atelier` among the visible days of its cycle; None when alone.

    A draft is visible only to people who prepare it; they see it as it will be, whether its cycle
    is published or not.
    """
    apercu = atelier.statut == Statut.BROUILLON
    if atelier.cycle is None or not (atelier.cycle_publie or apercu):
        return None
    if avec_brouillons:
        etapes = list(etapes_de(Atelier.objects.all(), atelier.cycle_id))
    else:
        etapes = etapes_du_public(atelier.cycle_id)
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
