from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reseau.socle.donnees_personnelles.declaration import Declaration

from .enums import GenreDeRappel


class Rappel(models.Model):
    """Trace of one letter sent before a day: never two for the same day.

    The date is part of the trace: a workshop moved to another date is reminded of again.
    """

    inscription = models.ForeignKey(
        "inscriptions.Inscription",
        on_delete=models.CASCADE,
        related_name="rappels",
        verbose_name=_("inscription"),
    )
    genre = models.CharField(_("genre"), max_length=14, choices=GenreDeRappel.choices)
    jour = models.DateField(_("pour le"))
    le = models.DateTimeField(_("écrit le"), default=timezone.now)

    donnees_personnelles = Declaration(
        mene_a="inscription",
        sans_personne="genre",
    )

    class Meta:
        verbose_name = _("rappel")
        ordering = ["le", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inscription", "genre", "jour"],
                name="rappel_unique",
                violation_error_message=_("Ce rappel est déjà parti."),
            )
        ]

    def __str__(self):
        return self.get_genre_display()
