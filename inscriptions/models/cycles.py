from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ateliers.models import Atelier
from reseau.socle.donnees_personnelles.declaration import Declaration


class JourneeProposee(models.Model):
    """Trace that a day added to a cycle was proposed, once, to a person with the whole cycle."""

    dossier = models.ForeignKey(
        "inscriptions.Dossier",
        on_delete=models.CASCADE,
        related_name="journees_proposees",
        verbose_name=_("dossier"),
    )
    atelier = models.ForeignKey(
        Atelier, on_delete=models.CASCADE, related_name="+", verbose_name=_("atelier")
    )
    le = models.DateTimeField(_("proposée le"), default=timezone.now)

    donnees_personnelles = Declaration(mene_a="dossier", sans_personne="atelier")

    class Meta:
        verbose_name = _("journée proposée")
        verbose_name_plural = _("journées proposées")
        ordering = ["le", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "atelier"],
                name="journee_proposee_une_fois",
                violation_error_message=_("Cette journée a déjà été proposée."),
            )
        ]

    def __str__(self):
        return str(self.atelier)
