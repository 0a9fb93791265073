"""Meals booked with a registration, and meals that changed hands."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ateliers.models import Repas
from reseau.socle.champs import LigneField
from reseau.socle.donnees_personnelles.declaration import Declaration, Donnee
from reseau.socle.donnees_personnelles.durees import COMPTE, SENSIBLE
from reseau.socle.donnees_personnelles.enums import Base

from .enums import EtatCouvert, Regime
from .inscriptions import Inscription
from .lecteurs import LE_SENSIBLE
from .repas_queryset import CouvertQuerySet


class Couvert(models.Model):
    """A meal booked with a registration; it has its own queue when the meal is full."""

    inscription = models.ForeignKey(
        Inscription,
        on_delete=models.CASCADE,
        related_name="couverts",
        verbose_name=_("inscription"),
    )
    repas = models.ForeignKey(
        Repas, on_delete=models.PROTECT, related_name="couverts", verbose_name=_("repas")
    )
    regime = models.CharField(
        _("régime"), max_length=12, choices=Regime.choices, default=Regime.SANS, blank=True
    )
    allergie = LigneField(_("allergie"), max_length=200, blank=True)
    etat = models.CharField(_("état"), max_length=14, choices=EtatCouvert.choices)
    demande_le = models.DateTimeField(_("demandé le"), default=timezone.now)

    donnees_personnelles = Declaration(
        (
            Donnee(
                "regime allergie",
                _("servir un repas qui convient"),
                Base.CONSENTEMENT,
                SENSIBLE,
                lue_par=LE_SENSIBLE,
                tue=True,
            ),
        ),
        mene_a="inscription",
        sans_personne="repas etat",
    )

    objects = CouvertQuerySet.as_manager()

    class Meta:
        verbose_name = _("couvert")
        ordering = ["repas", "demande_le", "pk"]
        indexes = [models.Index(fields=["repas", "etat", "demande_le"], name="couvert_file")]
        constraints = [
            models.UniqueConstraint(
                fields=["inscription", "repas"],
                name="couvert_unique",
                violation_error_message=_("Ce repas est déjà réservé pour cette inscription."),
            )
        ]

    def __str__(self):
        """Never the diet: this text is shown where sensitive data must not be."""
        return f"{self.repas} – {self.get_etat_display()}"

    @property
    def est_actif(self) -> bool:
        return self.etat in (EtatCouvert.CONFIRME, EtatCouvert.EN_ATTENTE)

    @property
    def est_confirme(self) -> bool:
        return self.etat == EtatCouvert.CONFIRME


class Redistribution(models.Model):
    """An ordered meal that changed hands: from whom, to whom, when, by whom."""

    rendu = models.ForeignKey(
        Couvert,
        on_delete=models.CASCADE,
        related_name="redistributions",
        verbose_name=_("couvert rendu"),
    )
    recu = models.ForeignKey(
        Couvert,
        on_delete=models.CASCADE,
        related_name="receptions",
        verbose_name=_("couvert reçu"),
    )
    le = models.DateTimeField(_("le"), default=timezone.now)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("par"),
    )

    donnees_personnelles = Declaration(
        (Donnee("par", _("savoir qui a changé quoi"), Base.INTERET, COMPTE),),
        mene_a="rendu recu",
    )

    class Meta:
        verbose_name = _("redistribution")
        ordering = ["le", "pk"]

    def __str__(self):
        return f"{self.rendu} → {self.recu}"
