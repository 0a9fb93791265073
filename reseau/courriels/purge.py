"""What we keep of a mail once it has left: its trace, not its words."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from .models import Courriel, PieceJointe

LOT = 500


def effacer_les_contenus(a=None) -> int:
    """Empty the body and drop the files of mails sent long ago; the row stays as a trace.

    A batch at a time, so that the others never wait long for the database.
    """
    limite = (a or timezone.now()) - timedelta(days=settings.COURRIELS_CONSERVES_JOURS)
    nombre = 0
    while lot := list(Courriel.objects.a_vider(limite).values_list("pk", flat=True)[:LOT]):
        with transaction.atomic():
            PieceJointe.objects.filter(courriel__in=lot).delete()
            nombre += Courriel.objects.filter(pk__in=lot).update(
                texte="", html="", entetes={}, contenu_efface_le=timezone.now()
            )
    return nombre
