"""The history of a registration."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ateliers.enums import EtatInscription
from reseau.socle.donnees_personnelles.declaration import Declaration, Donnee
from reseau.socle.donnees_personnelles.durees import COMPTE, NOMS
from reseau.socle.donnees_personnelles.enums import Base

from .inscriptions import Inscription


class ChangementEtat(models.Model):
    """One change of state of a registration: from which to which, when, by whom, why."""

    inscription = models.ForeignKey(
        Inscription,
        on_delete=models.CASCADE,
        related_name="changements",
        verbose_name=_("inscription"),
    )
    avant = models.CharField(_("avant"), max_length=12, choices=EtatInscription.choices, blank=True)
    apres = models.CharField(_("après"), max_length=12, choices=EtatInscription.choices)
    le = models.DateTimeField(_("le"), default=timezone.now)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("par"),
    )
    motif = models.CharField(_("motif"), max_length=250, blank=True)

    donnees_personnelles = Declaration(
        (
            Donnee(
                "motif",
                _("savoir pourquoi une place a changé"),
                Base.INTERET,
                NOMS,
                lue_par={"page": "inscriptions.view_changementetat"},
            ),
            Donnee("par", _("savoir qui a changé quoi"), Base.INTERET, COMPTE),
        ),
        mene_a="inscription",
        sans_personne="avant apres",
    )

    class Meta:
        verbose_name = _("changement d’état")
        verbose_name_plural = _("changements d’état")
        ordering = ["le", "pk"]

    def __str__(self):
        return f"{self.get_avant_display() or '–'} → {self.get_apres_display()}"
