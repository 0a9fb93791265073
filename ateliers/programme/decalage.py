"""Move the timetable and the meals with the day, at the same local hours."""

from datetime import timedelta

from django.utils import timezone

from ..enums import TypeRepas
from ..journees.models import Atelier


def decaler(atelier: Atelier, jours: int) -> None:
    for creneau in atelier.creneaux.all():
        creneau.debut = jours_plus_tard(creneau.debut, jours)
        creneau.fin = jours_plus_tard(creneau.fin, jours)
        creneau.save(update_fields=["debut", "fin"])
    _decaler_les_repas(atelier, jours)


def _decaler_les_repas(atelier: Atelier, jours: int) -> None:
    """Move the other meals; the first lunch and its cut-off are fields of the form of the workshop.

    When days move later, the last one is moved first: two dinners never have the same date.
    """
    a_part = atelier.repas.exclude(type=TypeRepas.DEJEUNER, jour=None)
    for repas in a_part.order_by("-jour" if jours > 0 else "jour"):
        repas.jour = repas.jour and repas.jour + timedelta(jours)
        repas.date_limite = repas.date_limite and jours_plus_tard(repas.date_limite, jours)
        repas.save(update_fields=["jour", "date_limite"])


def jours_plus_tard(instant, jours):
    """The same hour in Paris, even across a change of clocks."""
    return timezone.make_aware(timezone.localtime(instant).replace(tzinfo=None) + timedelta(jours))
