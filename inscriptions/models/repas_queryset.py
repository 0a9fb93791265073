from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from ateliers.enums import EtatInscription

from .enums import EtatCouvert

if TYPE_CHECKING:
    from .repas import Couvert


class CouvertQuerySet(models.QuerySet["Couvert"]):
    def actifs(self) -> Self:
        """Meals booked or waited for."""
        return self.filter(etat__in=[EtatCouvert.CONFIRME, EtatCouvert.EN_ATTENTE])

    def en_attente(self) -> Self:
        """The queue of a meal, first come first; only people with a seat are in it."""
        return self.filter(
            etat=EtatCouvert.EN_ATTENTE, inscription__etat=EtatInscription.CONFIRMEE
        ).order_by("demande_le", "pk")

    def a_redistribuer(self) -> Self:
        """Meals ordered for people who no longer come, the first given back first."""
        return self.filter(etat=EtatCouvert.A_REDISTRIBUER).order_by("pk")

    def avec_rang(self) -> Self:
        """Annotate `rang_dans_la_file`, from 1; only meals in the queue have a meaningful one."""
        devant = (
            self.model.objects.en_attente()
            .filter(repas=OuterRef("repas"))
            .filter(
                Q(demande_le__lt=OuterRef("demande_le"))
                | Q(demande_le=OuterRef("demande_le"), pk__lte=OuterRef("pk"))
            )
            .order_by()
            .values("repas")
            .annotate(nombre=Count("pk"))
            .values("nombre")
        )
        return self.annotate(rang_dans_la_file=Coalesce(Subquery(devant), 0))
