from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ...socle.donnees_personnelles.declaration import Declaration, Donnee
from ...socle.donnees_personnelles.durees import COMPTE
from ...socle.donnees_personnelles.enums import Base


class CompteEndormi(models.Model):
    """An unused account: when its owner was asked, when she answered that she keeps it."""

    personne = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="endormi",
        verbose_name=_("personne"),
    )
    demande_le = models.DateTimeField(_("question posée le"))
    garde_le = models.DateTimeField(_("gardé le"), null=True, blank=True)

    donnees_personnelles = Declaration(
        (Donnee("personne", _("demander si le compte sert encore"), Base.INTERET, COMPTE),),
        mene_a="personne",
    )

    class Meta:
        verbose_name = _("compte endormi")
        verbose_name_plural = _("comptes endormis")
        ordering = ["demande_le"]

    def __str__(self):
        return str(self.personne)
