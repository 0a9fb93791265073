"""What every visitor of a day reads, in prepared queries (see `reseau.socle.requetes`).

Behind plain functions: callers need not know how they read. With `REQUETES_PRETES=0` they read the
usual way.
"""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from inscriptions.models.lectures import avec_prises
from reseau.socle.requetes import RequetePrete

from .models import Atelier, Creneau, Sequence

PROCHAINES = 4
ETAPE = ("cycle", "titre", "slug", "debut", "date_limite", "format", "statut")


def etapes_de(visibles: QuerySet[Atelier], cycle: Any) -> QuerySet[Atelier]:
    """Visible days of a cycle, with the columns that a step shows."""
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
_JOURNEES = RequetePrete(
    lambda v: (
        Atelier.objects.visibles()
        .filter(cycle=v.valeur("cycle"))
        .pour_une_liste(v.valeur("maintenant"))
        .order_by("debut", "pk")
    )
)
_PROCHAINES = RequetePrete(
    lambda v: (
        Atelier.objects.publies()
        .a_venir(v.valeur("maintenant"))
        .pour_une_liste(v.valeur("maintenant"))[:PROCHAINES]
    )
)
_ETAPES = RequetePrete(lambda v: etapes_de(Atelier.objects.visibles(), v.valeur("cycle")))


def page_du_public(slug: str) -> Atelier:
    """The day of a public page; else 404."""
    return _PAGE.une_ou_404(slug=slug, maintenant=timezone.now())


def programme(atelier: Atelier) -> list[Creneau]:
    return _PROGRAMME.lire(atelier=atelier.pk)


def journees_du_public(cycle: int) -> list[Atelier]:
    """All the days of a cycle, as their cards show them to anybody."""
    return _JOURNEES.lire(cycle=cycle, maintenant=timezone.now())


def prochaines() -> list[Atelier]:
    """The few days that the home page shows."""
    return _PROCHAINES.lire(maintenant=timezone.now())


def etapes_du_public(cycle: int) -> list[Atelier]:
    return _ETAPES.lire(cycle=cycle)
