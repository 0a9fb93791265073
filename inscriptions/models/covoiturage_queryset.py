from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Prefetch, Q

from .enums import PRESENTS, EtatDemande

if TYPE_CHECKING:
    from .covoiturage import MiseEnRelation, Trajet


class TrajetQuerySet(models.QuerySet["Trajet"]):
    def de_la_journee(self, atelier) -> Self:
        inscriptions = self.model._meta.get_field("inscription").related_model.objects
        presentes = (
            inscriptions.encore_la().ayant_acces().filter(atelier=atelier, etat__in=PRESENTS)
        )
        return self.filter(inscription__in=presentes)

    def avec_accords(self) -> Self:
        """Hand over who has agreed: `accordes`, the passengers of a car, and `trouvees`, the cars
        of a passenger. Free seats then cost no query."""
        accords = self.model._meta.get_field("passagers").related_model.objects.acceptees()
        return self.prefetch_related(
            Prefetch("passagers", accords, to_attr="accordes"),
            Prefetch("voitures", accords, to_attr="trouvees"),
        )

    def pour_les_autres(self) -> Self:
        """What people of the day may see: a commune, an hour; the name is not even read."""
        return (
            self.select_related("commune")
            .avec_accords()
            .annotate(etat_de_l_inscription=F("inscription__etat"))
            .order_by("pk")
        )


class MiseEnRelationQuerySet(models.QuerySet["MiseEnRelation"]):
    def en_attente(self) -> Self:
        return self.filter(etat=EtatDemande.EN_ATTENTE)

    def acceptees(self) -> Self:
        return self.filter(etat=EtatDemande.ACCEPTEE)

    def vives(self) -> Self:
        """Waiting for an answer, or agreed."""
        return self.filter(etat__in=[EtatDemande.EN_ATTENTE, EtatDemande.ACCEPTEE])

    def du_trajet(self, trajet) -> Self:
        """None of them, if there is no trip."""
        if trajet is None:
            return self.none()
        return self.filter(Q(voiture=trajet) | Q(passager=trajet))

    def avec_les_deux(self) -> Self:
        """Both trips, and whom to write to."""
        return self.select_related(
            *(f"{bout}__{lien}" for bout in ("voiture", "passager") for lien in LIENS)
        )


LIENS = ("commune", "inscription__dossier", "inscription__atelier__lieu__commune")
