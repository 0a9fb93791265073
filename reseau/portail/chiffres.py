"""The key figures of the home page, counted live: four queries whatever the number of rows."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum
from django.utils import timezone

from ateliers.models import Atelier
from lieux.models import Labellisation, Lieu
from reseau.models import Participation


@dataclass(frozen=True)
class Chiffres:
    lieux: int
    lieux_labellises: int
    ateliers_de_l_annee: int
    personnes_engagees: int
    heures_par_mois: Decimal

    def __bool__(self) -> bool:
        """False when every figure is 0, as on the first day."""
        return bool(self.lieux or self.ateliers_de_l_annee or self.personnes_engagees)


def compter(a=None) -> Chiffres:
    a = a or timezone.now()
    aujourd_hui = timezone.localdate(a)
    labellises = Labellisation.objects.valides(aujourd_hui).filter(lieu__in=Lieu.objects.publies())
    engagements = (
        Participation.objects.en_cours()
        .filter(groupe__actif=True)
        .aggregate(
            personnes=Count("personne", distinct=True),
            heures=Sum("heures_par_mois", default=Decimal(0)),
        )
    )
    return Chiffres(
        lieux=Lieu.objects.publies().count(),
        lieux_labellises=labellises.aggregate(n=Count("lieu", distinct=True))["n"],
        ateliers_de_l_annee=Atelier.objects.publies().filter(debut__year=aujourd_hui.year).count(),
        personnes_engagees=engagements["personnes"],
        heures_par_mois=engagements["heures"],
    )
