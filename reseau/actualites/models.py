from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..socle.champs import LigneField, SlugField
from ..socle.donnees_personnelles.declaration import Declaration


class ActualiteQuerySet(models.QuerySet):
    def publiees(self, a=None):
        return self.filter(publiee_le__lte=a or timezone.now())

    def visibles_par(self, personne, a=None):
        """Published news; people who may write news also see drafts and future news."""
        if personne.has_perm("reseau.change_actualite"):
            return self
        return self.publiees(a)


class Actualite(models.Model):
    """News of the network, or of one of its working groups."""

    titre = LigneField(_("titre"), max_length=160)
    slug = SlugField(_("adresse"), max_length=100, unique=True)
    chapeau = LigneField(_("chapeau"), max_length=300, blank=True)
    corps = models.TextField(_("texte"), help_text=_("Markdown."))
    groupe = models.ForeignKey(
        "reseau.GroupeDeTravail",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="actualites",
        verbose_name=_("groupe de travail"),
    )
    publiee_le = models.DateTimeField(
        _("publiée le"),
        null=True,
        blank=True,
        help_text=_("Vide : brouillon. À venir : paraîtra ce jour-là."),
    )

    donnees_personnelles = Declaration(sans_personne="titre slug chapeau corps groupe")

    objects = ActualiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("actualité")
        ordering = ["-publiee_le", "-pk"]
        indexes = [models.Index(fields=["-publiee_le"], name="actualite_recentes")]

    def __str__(self):
        return self.titre

    def get_absolute_url(self):
        return reverse("actualites:detail", args=[self.slug])

    def est_publiee(self, a=None) -> bool:
        return self.publiee_le is not None and self.publiee_le <= (a or timezone.now())
