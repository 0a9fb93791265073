"""What every visitor of a day reads, in queries prepared once (see `reseau.socle.requetes`).

Behind plain functions: whoever calls one need not know how it reads. `REQUETES_PRETES=0` reads the
plain way.
"""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from inscriptions.models.lectures import avec_prises
from reseau.socle.requetes import RequetePrete

from .models import Atelier, Creneau, Sequence

ETAPE = ("cycle", "titre", "slug", "debut", "date_limite", "format", "statut")


def etapes_de(visibles: QuerySet[Atelier], cycle: Any) -> QuerySet[Atelier]:
    """The days of a cycle among those one sees, with the little that tells a step of it."""
    return (
        visibles.filter(cycle=cycle)
        .select_related("lieu__commune")
        .only(*ETAPE, "lieu__commune__nom")
        .order_by("debut", "pk")
    )


_PAGE = RequetePrete(
    lambda v: (
        Atelier.objects.visibles()
        .pour_la_page(v.valeur("maintenant"))
        .filter(slug=v.valeur("slug"))
    )
)
_PROGRAMME = RequetePrete(
    lambda v: Creneau.objects.filter(atelier=v.valeur("atelier")).prefetch_related(
        Prefetch("sequences", avec_prises(Sequence.objects.all())), "sequences__intervenants"
    )
)
_ETAPES = RequetePrete(lambda v: etapes_de(Atelier.objects.visibles(), v.valeur("cycle")))


def page_du_public(slug: str) -> Atelier:
    """The day as its page shows it to anybody; else 404."""
    return _PAGE.une_ou_404(slug=slug, maintenant=timezone.now())


def programme(atelier: Atelier) -> list[Creneau]:
    return _PROGRAMME.lire(atelier=atelier.pk)


def etapes_du_public(cycle: int) -> list[Atelier]:
    return _ETAPES.lire(cycle=cycle)
