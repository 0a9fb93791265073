from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ateliers.enums import EtatProposition
from ateliers.models import Atelier
from reseau.socle.donnees_personnelles.declaration import Declaration, Donnee
from reseau.socle.donnees_personnelles.durees import NOMS
from reseau.socle.donnees_personnelles.enums import Base


class PropositionQuerySet(models.QuerySet["Proposition"]):
    def en_cours(self) -> Self:
        """Offers not closed yet, expired or not."""
        return self.filter(etat=EtatProposition.EN_COURS)

    def valables(self, a: datetime | None = None) -> Self:
        """Offers that hold a seat now."""
        return self.en_cours().filter(expire_le__gt=a or timezone.now())

    def echues(self, a: datetime | None = None) -> Self:
        """Expired offers not closed yet: they hold no seat."""
        return self.en_cours().filter(expire_le__lte=a or timezone.now())


class Proposition(models.Model):
    """A freed seat offered for a limited time to the next person waiting.

    Only `inscriptions.places` changes it. The workshop is repeated here so that seats are counted
    without a join.
    """

    inscription = models.ForeignKey(
        "inscriptions.Inscription",
        on_delete=models.CASCADE,
        related_name="propositions",
        verbose_name=_("inscription"),
    )
    atelier = models.ForeignKey(
        Atelier, on_delete=models.CASCADE, related_name="propositions", verbose_name=_("atelier")
    )
    etat = models.CharField(
        _("état"),
        max_length=12,
        choices=EtatProposition.choices,
        default=EtatProposition.EN_COURS,
    )
    faite_le = models.DateTimeField(_("faite le"), default=timezone.now)
    expire_le = models.DateTimeField(_("valable jusqu’à"))
    close_le = models.DateTimeField(_("close le"), null=True, blank=True)
    motif = models.CharField(_("motif"), max_length=250, blank=True)

    donnees_personnelles = Declaration(
        (Donnee("motif", _("savoir pourquoi une place a changé"), Base.INTERET, NOMS),),
        mene_a="inscription",
        sans_personne="atelier etat",
    )

    objects = PropositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposition")
        ordering = ["-faite_le", "-pk"]
        indexes = [
            models.Index(fields=["atelier", "etat", "expire_le"], name="proposition_places"),
            models.Index(fields=["etat", "expire_le"], name="proposition_echeances"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["inscription"],
                condition=Q(etat=EtatProposition.EN_COURS),
                name="proposition_en_cours_unique",
                violation_error_message=_("Une proposition est déjà en cours."),
            ),
            models.CheckConstraint(
                condition=Q(expire_le__gt=models.F("faite_le")),
                name="proposition_expire_apres",
                violation_error_message=_("Une proposition expire après avoir été faite."),
            ),
        ]

    def __str__(self):
        return f"{self.inscription} – {self.get_etat_display()}"

    def est_echue(self, a=None) -> bool:
        return self.etat == EtatProposition.EN_COURS and not self.est_valable(a)

    def est_valable(self, a=None) -> bool:
        return self.etat == EtatProposition.EN_COURS and self.expire_le > (a or timezone.now())
