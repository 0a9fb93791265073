from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..donnees_personnelles.declaration import Declaration
from .enums import Origine


class Purge(models.Model):
    """Trace left by each purge: when, by what, how many rows of each kind; nobody's name."""

    le = models.DateTimeField(_("le"), default=timezone.now)
    par = models.CharField(_("par"), max_length=10, choices=Origine.choices)
    total = models.PositiveIntegerField(_("lignes effacées"))
    comptes = models.JSONField(_("détail"), default=dict)

    donnees_personnelles = Declaration(sans_personne="comptes par")

    class Meta:
        verbose_name = _("purge")
        ordering = ["-le", "-pk"]

    def __str__(self):
        return f"{self.le:%Y-%m-%d} – {self.total}"
