"""Erase, within days, new addresses that nobody confirmed."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from reseau.socle.conservation.regles import Regle
from reseau.socle.donnees_personnelles.durees import DEMANDE

from ..models.adresses import AdresseAConfirmer


def _jamais_confirmees(limite: datetime) -> QuerySet:
    return AdresseAConfirmer.objects.filter(demandee_le__lt=limite)


REGLES = (
    Regle(
        "adresses_a_confirmer",
        _("nouvelles adresses jamais confirmées"),
        DEMANDE,
        _jamais_confirmees,
        None,
    ),
)
