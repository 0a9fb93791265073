"""How long the outbox keeps who was written to; its words leave earlier."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..conservation.regles import Regle, Travail
from ..donnees_personnelles.durees import TEXTES, TRACES
from ..donnees_personnelles.inventaire import effacement
from .models import Courriel, PieceJointe
from .purge import effacer_les_contenus, limite_des_contenus


def _anciens(limite: datetime) -> QuerySet[Courriel]:
    """Whatever became of them: one that never left lost its turn with its words."""
    return Courriel.objects.hors_des_mains().filter(cree_le__lt=limite)


def compter_les_contenus(a: datetime) -> int:
    return Courriel.objects.a_vider(limite_des_contenus(a)).count()


# What stays (a date, a state, a number of attempts) counts mails without naming anybody; a key
# names rows by their number only. An error often quotes the address that was refused.
REGLES = (
    Travail(
        "contenus",
        _("textes de courriels"),
        compter_les_contenus,
        effacer_les_contenus,
        fins=((Courriel, TEXTES), (PieceJointe, TEXTES)),
    ),
    Regle(
        "courriels",
        _("destinataires et objets de courriels"),
        TRACES,
        _anciens,
        effacement(Courriel, TRACES),
    ),
)
