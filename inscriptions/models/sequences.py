from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from ateliers.enums import EtatInscription
from ateliers.models import Creneau, Sequence
from reseau.socle.donnees_personnelles.declaration import Declaration

from .inscriptions import Inscription


class ChoixQuerySet(models.QuerySet["ChoixDeSequence"]):
    def prises(self) -> Self:
        """Choices that hold a place: of confirmed people who got what they chose."""
        return self.filter(obtenu=True, inscription__etat=EtatInscription.CONFIRMEE)


class ChoixDeSequence(models.Model):
    """The sequence that a person chose in a slot with several.

    A wish while she waits for a seat, a place once she has one. Only `inscriptions.places` changes
    it.
    """

    inscription = models.ForeignKey(
        Inscription,
        on_delete=models.CASCADE,
        related_name="choix_de_sequences",
        verbose_name=_("inscription"),
    )
    creneau = models.ForeignKey(
        Creneau, on_delete=models.CASCADE, related_name="choix", verbose_name=_("créneau")
    )
    sequence = models.ForeignKey(
        Sequence, on_delete=models.PROTECT, related_name="choix", verbose_name=_("séquence")
    )
    obtenu = models.BooleanField(
        _("place obtenue"),
        default=False,
        help_text=_("Non : un souhait, tant que la personne attend ou que c’est complet."),
    )

    donnees_personnelles = Declaration(mene_a="inscription", sans_personne="creneau sequence")

    objects = ChoixQuerySet.as_manager()

    class Meta:
        verbose_name = _("choix de séquence")
        verbose_name_plural = _("choix de séquences")
        ordering = ["creneau__debut", "creneau", "pk"]
        indexes = [models.Index(fields=["sequence", "obtenu"], name="choix_prises")]
        constraints = [
            models.UniqueConstraint(
                fields=["inscription", "creneau"],
                name="choix_unique_par_creneau",
                violation_error_message=_("Une séquence est déjà choisie pour ce créneau."),
            )
        ]

    def __str__(self):
        return str(self.sequence)
