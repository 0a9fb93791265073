"""A day that moves takes its timetable along, at the same hours on the clock."""

from datetime import timedelta

from django.utils import timezone

from ..journees.models import Atelier


def decaler(atelier: Atelier, jours: int) -> None:
    for creneau in atelier.creneaux.all():
        creneau.debut = jours_plus_tard(creneau.debut, jours)
        creneau.fin = jours_plus_tard(creneau.fin, jours)
        creneau.save(update_fields=["debut", "fin"])


def jours_plus_tard(instant, jours):
    """Same hour in Paris, even across a change of hour."""
    return timezone.make_aware(timezone.localtime(instant).replace(tzinfo=None) + timedelta(jours))
