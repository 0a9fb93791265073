from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ateliers.models import Atelier, Cycle
from reseau.socle.donnees_personnelles.declaration import Declaration, Donnee
from reseau.socle.donnees_personnelles.durees import COMPTE
from reseau.socle.donnees_personnelles.enums import Base

from .enums import FormatExport


class Export(models.Model):
    """Trace of one export of a list of people: who took which data, when."""

    par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="exports",
        verbose_name=_("par"),
    )
    le = models.DateTimeField(_("le"), default=timezone.now)
    format = models.CharField(_("format"), max_length=12, choices=FormatExport.choices)
    atelier = models.ForeignKey(
        Atelier,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="exports",
        verbose_name=_("atelier"),
    )
    cycle = models.ForeignKey(
        Cycle,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="exports",
        verbose_name=_("cycle"),
    )
    nombre = models.PositiveIntegerField(_("nombre de personnes"))
    donnees_sensibles = models.BooleanField(_("avec données sensibles"), default=False)

    donnees_personnelles = Declaration(
        (Donnee("par", _("savoir qui a emporté une liste"), Base.INTERET, COMPTE),),
        mene_a="par",
        sans_personne="atelier cycle format",
    )

    class Meta:
        verbose_name = _("export")
        ordering = ["-le"]

    def __str__(self):
        return f"{self.get_format_display()} – {self.atelier or self.cycle}"
