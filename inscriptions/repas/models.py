from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..dossiers.models import Couvert


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

    class Meta:
        verbose_name = _("redistribution")
        ordering = ["le", "pk"]

    def __str__(self):
        return f"{self.rendu} → {self.recu}"
