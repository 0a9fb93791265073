"""How long we keep what people told us, as the privacy page promises (rule 11 of the seats).

Counted from the end of the day: diet, allergy and access needs 7 days, phone 30 days, names and
addresses 24 months. What remains (a seat, a state, a date) counts people without naming them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import ChangementEtat, Couvert, Dossier, Inscription

ANONYME = {"prenom": "", "nom": "", "courriel": ""}


@dataclass(frozen=True)
class Bilan:
    """Rows concerned, by what is erased in them."""

    besoins: int
    regimes: int
    telephones: int
    inscriptions: int
    dossiers: int

    @property
    def total(self) -> int:
        return sum(vars(self).values())


@transaction.atomic
def purger(a: datetime | None = None, essai: bool = False) -> Bilan:
    """Erase what is due at `a` (now by default); with `essai`, only count it. Twice is once."""
    a = a or timezone.now()
    besoins, regimes = _sensibles(a - timedelta(days=settings.CONSERVATION_SENSIBLE_JOURS))
    telephones = _inscriptions(
        a - timedelta(days=settings.CONSERVATION_TELEPHONE_JOURS), ~Q(telephone="")
    )
    limite = a - timedelta(days=settings.CONSERVATION_NOMS_JOURS)
    inscriptions, dossiers = _inscriptions(limite, ~Q(nom="")), _dossiers(limite)
    bilan = Bilan(
        *(rangs.count() for rangs in (besoins, regimes, telephones, inscriptions, dossiers))
    )
    if not essai:
        besoins.update(besoins_acces="")
        regimes.update(regime="", allergie="")
        telephones.update(telephone="")
        ChangementEtat.objects.filter(inscription__in=inscriptions.values("pk")).update(motif="")
        dossiers.update(**ANONYME, personne=None)
        inscriptions.update(**ANONYME, structure="", commune=None)
    return bilan


def purger_ce_qui_est_echu() -> int:
    """The worker's duty."""
    return purger().total


def _sensibles(limite: datetime) -> tuple[QuerySet, QuerySet]:
    return (
        _inscriptions(limite, ~Q(besoins_acces="")),
        Couvert.objects.filter(inscription__atelier__fin__lt=limite).exclude(
            regime="", allergie=""
        ),
    )


def _inscriptions(limite: datetime, condition: Q) -> QuerySet:
    return Inscription.objects.filter(condition, atelier__fin__lt=limite)


def _dossiers(limite: datetime) -> QuerySet:
    """Those with no later day, unless the contact asked to hear of the next cycles."""
    encore_utiles = Inscription.objects.filter(atelier__fin__gte=limite).values("dossier")
    return (
        Dossier.objects.filter(inscriptions__isnull=False, veut_les_annonces_depuis=None)
        .exclude(nom="")
        .exclude(pk__in=encore_utiles)
        .distinct()
    )
