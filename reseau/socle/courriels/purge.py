"""What we keep of a mail once it has left: its trace, not its words."""

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
    """Words never outlive the address they were written to."""
    return a - timedelta(days=min(TEXTES.jours, TRACES.jours))


def effacer_les_contenus(a: datetime | None = None) -> int:
    """Empty the body and drop the files of mails written long ago; the row stays as a trace.

    One that never left is given up: its news is stale, and it would keep its words for ever. A
    batch at a time, so that the others never wait long for the database.
    """
    a_vider = Courriel.objects.a_vider(limite_des_contenus(a or timezone.now()))
    nombre = 0
    while lot := list(a_vider.values_list("pk", flat=True)[:LOT]):
        nombre += _vider(a_vider.filter(pk__in=lot), lot)
    return nombre


@transaction.atomic
def _vider(courriels: CourrielQuerySet, lot: list[int]) -> int:
    """Race with a worker that takes one of them: whoever writes first has it."""
    courriels.non_partis().update(
        etat=EtatCourriel.ECHEC,
        bail_jusqu_a=None,
        bail_par="",
        derniere_erreur=_("Jamais parti : aucun ouvrier ne l’a envoyé à temps."),
    )
    nombre = courriels.update(**effacement(Courriel, TEXTES), contenu_efface_le=timezone.now())
    PieceJointe.objects.filter(courriel__in=lot, courriel__contenu_efface_le__isnull=False).delete()
    return nombre
