from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reseau.socle.champs import CourrielField
from reseau.socle.donnees_personnelles.declaration import Declaration, Donnee
from reseau.socle.donnees_personnelles.durees import DEMANDE
from reseau.socle.donnees_personnelles.enums import Base

from .dossiers import Dossier
from .inscriptions import Inscription
from .jetons import nouveau_jeton

VALIDITE = timedelta(days=2)


class AdresseAConfirmerQuerySet(models.QuerySet["AdresseAConfirmer"]):
    def valables(self, a: datetime | None = None) -> Self:
        return self.filter(demandee_le__gt=(a or timezone.now()) - VALIDITE)

    def de(self, cible: Dossier | Inscription) -> Self:
        """Changes of address of a contact (a dossier), or of one of its people (a registration)."""
        if isinstance(cible, Dossier):
            return self.filter(dossier=cible, inscription=None)
        return self.filter(inscription=cible)


class AdresseAConfirmer(models.Model):
    """A new address, asked for on a private page; a link sent to it carries `jeton`.

    The row is deleted once used: the history says that the address changed, not which one it was.
    """

    jeton = models.CharField(
        _("jeton"), max_length=48, unique=True, default=nouveau_jeton, editable=False
    )
    dossier = models.ForeignKey(
        Dossier,
        on_delete=models.CASCADE,
        related_name="adresses_a_confirmer",
        verbose_name=_("dossier"),
    )
    inscription = models.ForeignKey(
        Inscription,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="adresses_a_confirmer",
        verbose_name=_("inscription"),
        help_text=_("Vide : l’adresse du contact."),
    )
    courriel = CourrielField(_("nouvelle adresse"))
    demandee_le = models.DateTimeField(_("demandée le"), default=timezone.now)

    donnees_personnelles = Declaration(
        (
            Donnee(
                "jeton courriel",
                _("vérifier une nouvelle adresse"),
                Base.DEMANDE,
                DEMANDE,
                lue_par={},
            ),
        ),
        mene_a="dossier inscription",
    )

    objects = AdresseAConfirmerQuerySet.as_manager()

    class Meta:
        verbose_name = _("adresse à confirmer")
        verbose_name_plural = _("adresses à confirmer")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(inscription=None),
                name="adresse_a_confirmer_du_contact",
                violation_error_message=_("Une nouvelle adresse attend déjà."),
            ),
            models.UniqueConstraint(
                fields=["inscription"],
                name="adresse_a_confirmer_d_une_personne",
                violation_error_message=_("Une nouvelle adresse attend déjà."),
            ),
        ]

    def __str__(self):
        return str(self.cible)

    @property
    def cible(self) -> Dossier | Inscription:
        return self.inscription or self.dossier
