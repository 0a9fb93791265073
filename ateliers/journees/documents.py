"""Documents of a day, to read after it, and who may read them."""

from functools import partial

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reseau.socle.champs import AdresseWebField, LigneField
from reseau.socle.donnees_personnelles.declaration import Declaration
from reseau.socle.fichiers.champs import FichierReserve
from reseau.socle.fichiers.oublies import effacer

from ..enums import Acces
from .models import Atelier
from .queryset import prepare


def gere_les_documents(personne) -> bool:
    """May this person read documents before the page shows them? Those who add them may."""
    return personne.is_active and (
        prepare(personne) or (personne.is_staff and personne.has_perm("ateliers.view_document"))
    )


class DocumentQuerySet(models.QuerySet):
    def montres_a(self, personne, a=None):
        """Documents that the page shows to `personne`: of past, published days.

        Those of a reserved day only to people whom its rule of access lets in.
        """
        jours = Atelier.objects.publies().passes(a)
        ouverts = jours.accessibles_a(personne).filter(pk=OuterRef("atelier"))
        return self.filter(
            Q(atelier__acces=Acces.PUBLIC) | Exists(ouverts), atelier__in=jours.values("pk")
        )

    def lisibles_par(self, personne, a=None):
        return self.all() if gere_les_documents(personne) else self.montres_a(personne, a)


class Document(models.Model):
    """Something to read or keep, shown on the workshop's page after the day."""

    atelier = models.ForeignKey(
        Atelier, on_delete=models.CASCADE, related_name="documents", verbose_name=_("atelier")
    )
    titre = LigneField(_("titre"), max_length=160)
    fichier = FichierReserve(_("fichier"), upload_to="documents", blank=True)
    lien = AdresseWebField(_("ou adresse web"), blank=True)
    ordre = models.PositiveSmallIntegerField(_("ordre"), default=0)

    donnees_personnelles = Declaration(sans_personne="atelier titre fichier lien")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        ordering = ["ordre", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(fichier="", lien=""),
                name="document_fichier_ou_lien",
                violation_error_message=_("Joignez un fichier ou donnez une adresse web."),
            )
        ]

    def __str__(self):
        return self.titre

    def delete(self, *args, **kwargs):
        """Delete the file too; the worker finds files of rows deleted by a cascade."""
        compte = super().delete(*args, **kwargs)
        if self.fichier:
            transaction.on_commit(partial(effacer, self.fichier.storage, self.fichier.name))
        return compte

    def adresse_du_fichier(self) -> str:
        return reverse("ateliers:document", args=[self.atelier.slug, self.pk])

    @property
    def url(self) -> str:
        return self.fichier.url if self.fichier else self.lien
