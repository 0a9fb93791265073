"""Erase the text of a mail some time after it was sent; its trace stays."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..donnees_personnelles.durees import TEXTES, TRACES
from ..donnees_personnelles.inventaire import effacement
from .enums import EtatCourriel
from .models import Courriel, CourrielQuerySet, PieceJointe

LOT = 500


def limite_des_contenus(a: datetime) -> datetime:
    """A text is never kept longer than the address it was sent to."""
    return a - timedelta(days=min(TEXTES.jours, TRACES.jours))


def effacer_les_contenus(a: datetime | None = None) -> int:
    """Erase the body and the files of old mails; the row stays as a trace.

    A mail never sent is given up: its news is out of date, and its text would stay for ever. By
    batches, so that other writers do not wait long.
    """
    a_vider = Courriel.objects.a_vider(limite_des_contenus(a or timezone.now()))
    nombre = 0
    while lot := list(a_vider.values_list("pk", flat=True)[:LOT]):
        nombre += _vider(a_vider.filter(pk__in=lot), lot)
    return nombre


@transaction.atomic
def _vider(courriels: CourrielQuerySet, lot: list[int]) -> int:
    """Race: a worker may take one of them meanwhile; the first to write wins."""
    courriels.non_partis().update(
        etat=EtatCourriel.ECHEC,
        bail_jusqu_a=None,
        bail_par="",
        derniere_erreur=_("Jamais parti : aucun ouvrier ne l’a envoyé à temps."),
    )
    nombre = courriels.update(**effacement(Courriel, TEXTES), contenu_efface_le=timezone.now())
    PieceJointe.objects.filter(courriel__in=lot, courriel__contenu_efface_le__isnull=False).delete()
    return nombre
