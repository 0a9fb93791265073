"""What one reads after the day."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from reseau.champs import AdresseWebField, LigneField

from .models import Atelier

# Served from our own origin: nothing that a browser would run, such as HTML or SVG.
EXTENSIONS = [
    *("pdf", "odt", "ods", "odp", "docx", "xlsx", "pptx", "txt", "csv", "zip"),
    *("jpg", "jpeg", "png", "webp", "mp3", "ogg", "mp4"),
]


class Document(models.Model):
    """Something to read or keep, shown on the workshop's page after the day."""

    atelier = models.ForeignKey(
        Atelier, on_delete=models.CASCADE, related_name="documents", verbose_name=_("atelier")
    )
    titre = LigneField(_("titre"), max_length=160)
    fichier = models.FileField(
        _("fichier"),
        upload_to="documents/%Y/",
        blank=True,
        validators=[
            FileExtensionValidator(
                EXTENSIONS,
                _("Ce type de fichier n’est pas accepté : joignez un PDF, un texte ou une image."),
            )
        ],
    )
    lien = AdresseWebField(_("ou adresse web"), blank=True)
    ordre = models.PositiveSmallIntegerField(_("ordre"), default=0)

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

    @property
    def url(self) -> str:
        return self.fichier.url if self.fichier else self.lien
