from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..donnees_personnelles.declaration import Declaration

# Not a duty: the row where the loop writes that the mail server does not answer.
ENVOI = "envoi"
# Difference allowed between the clocks of two machines.
MARGE = timedelta(minutes=2)


class TravailQuerySet(models.QuerySet["Travail"]):
    def prendre(self, nom: str, rythme: timedelta, a: datetime | None = None) -> bool:
        """True for the only worker that may do this duty now; the next turn is a `rythme` later.

        Compare-and-swap on the date read: when two workers see it due, one updates the row. A date
        further ahead than a turn was written by a clock that was fast: the duty is due.
        """
        a = a or timezone.now()
        travail, _cree = self.get_or_create(nom=nom, defaults={"prochain_passage": a})
        if a < travail.prochain_passage <= a + rythme + MARGE:
            return False
        return bool(
            self.filter(nom=nom, prochain_passage=travail.prochain_passage).update(
                prochain_passage=a + rythme, dernier_passage=a
            )
        )

    def dates_du_futur(self, a: datetime) -> Self:
        """Duties last done in the future: the clock was fast then."""
        return self.filter(dernier_passage__gt=a + MARGE)

    def noter(self, nom: str, erreur: str) -> None:
        """Write the error, or erase it when all is well; write only what changes."""
        if erreur:
            self.update_or_create(nom=nom, defaults={"derniere_erreur": erreur})
        else:
            self.filter(nom=nom).exclude(derniere_erreur="").update(derniere_erreur="")


class Travail(models.Model):
    """A periodic duty of the worker: when it was last done, when it is due again."""

    nom = models.CharField(_("nom"), max_length=80, primary_key=True)
    prochain_passage = models.DateTimeField(_("prochain passage"), default=timezone.now)
    dernier_passage = models.DateTimeField(_("dernier passage"), null=True, blank=True)
    derniere_erreur = models.TextField(_("dernière erreur"), blank=True)

    donnees_personnelles = Declaration(sans_personne="nom derniere_erreur")

    objects = TravailQuerySet.as_manager()

    class Meta:
        verbose_name = _("travail périodique")
        verbose_name_plural = _("travaux périodiques")
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom

    def est_du_futur(self, a: datetime, rythme: timedelta) -> bool:
        """Was this row written by a fast clock and not repaired yet?"""
        fait_dans_le_futur = self.dernier_passage is not None and self.dernier_passage > a + MARGE
        return fait_dans_le_futur or self.prochain_passage > a + rythme + MARGE
