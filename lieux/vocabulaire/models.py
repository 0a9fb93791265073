from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reseau.socle.champs import AdresseWebField, LigneField, SlugField
from reseau.socle.donnees_personnelles.declaration import Declaration
from reseau.socle.recherche import ChampDeRecherche

from ..enums import Famille


class TermeQuerySet(models.QuerySet):
    def de(self, famille):
        return self.filter(famille=famille)

    def actifs(self):
        return self.filter(actif=True)


class Terme(models.Model):
    """One value of a coded vocabulary, used by forms, facets and exports.

    `equivalences` gives its value in each outside standard, for example {"mediation-num-1.0.1":
    "Aidants Connect"}.
    """

    famille = models.CharField(_("famille"), max_length=40, choices=Famille.choices)
    code = SlugField(_("code"), max_length=60)
    libelle = LigneField(_("libellé"), max_length=120)
    description = LigneField(_("description"), max_length=300, blank=True)
    ordre = models.PositiveSmallIntegerField(_("ordre"), default=0)
    actif = models.BooleanField(_("proposé dans les formulaires"), default=True)
    equivalences = models.JSONField(_("valeur dans chaque standard"), default=dict, blank=True)
    recherche = ChampDeRecherche(depuis=["libelle"])

    donnees_personnelles = Declaration(
        sans_personne="code libelle description equivalences recherche famille"
    )

    objects = TermeQuerySet.as_manager()

    class Meta:
        verbose_name = _("terme")
        ordering = ["famille", "ordre", "libelle"]
        constraints = [
            models.UniqueConstraint(
                fields=["famille", "code"],
                name="terme_code_unique",
                violation_error_message=_("Ce code existe déjà dans cette famille."),
            )
        ]

    def __str__(self):
        return self.libelle


class Label(models.Model):
    """A label that a place holds for a time (Fabrique de territoire…)."""

    nom = LigneField(_("nom"), max_length=120)
    slug = SlugField(_("adresse"), max_length=80, unique=True)
    delivre_par = LigneField(_("délivré par"), max_length=160, blank=True)
    description = models.TextField(_("description"), blank=True)
    site_web = AdresseWebField(_("site web"), blank=True)
    terme_du_standard = models.ForeignKey(
        Terme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="labels",
        limit_choices_to={"famille": Famille.FORMATION},
        verbose_name=_("valeur dans le standard"),
        help_text=_("Formations et labels du standard national, si ce label y figure."),
    )
    recherche = ChampDeRecherche(depuis=["nom"])

    donnees_personnelles = Declaration(
        sans_personne="nom slug delivre_par description site_web terme_du_standard recherche"
    )

    class Meta:
        verbose_name = _("label")
        ordering = ["nom"]

    def __str__(self):
        return self.nom

    def get_absolute_url(self):
        return f"{reverse('lieux:liste')}?label={self.slug}"


class LabellisationQuerySet(models.QuerySet["Labellisation"]):
    def valides(self, jour: date | None = None) -> Self:
        """Labels valid on the day `jour` (today by default), both ends included."""
        jour = jour or timezone.localdate()
        return self.filter(models.Q(fin=None) | models.Q(fin__gte=jour), debut__lte=jour)


class Labellisation(models.Model):
    lieu = models.ForeignKey(
        "lieux.Lieu",
        on_delete=models.CASCADE,
        related_name="labellisations",
        verbose_name=_("lieu"),
    )
    label = models.ForeignKey(
        Label, on_delete=models.PROTECT, related_name="labellisations", verbose_name=_("label")
    )
    debut = models.DateField(_("depuis le"))
    fin = models.DateField(_("jusqu’au"), null=True, blank=True)
    preuve = AdresseWebField(
        _("justificatif"),
        blank=True,
        help_text=_("Adresse de la décision ou de la liste officielle."),
    )

    donnees_personnelles = Declaration(sans_personne="lieu label preuve")

    objects = LabellisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("labellisation")
        ordering = ["-debut"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fin=None) | models.Q(fin__gte=models.F("debut")),
                name="labellisation_fin_apres_debut",
                violation_error_message=_("La fin du label doit venir après son début."),
            ),
            models.UniqueConstraint(
                fields=["lieu", "label", "debut"],
                name="labellisation_unique",
                violation_error_message=_("Ce label est déjà noté à cette date."),
            ),
        ]

    def __str__(self):
        return str(self.label)
