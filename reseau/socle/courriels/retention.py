"""How long the outbox keeps recipients; texts are erased earlier."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..conservation.regles import Regle, Travail
from ..donnees_personnelles.durees import TEXTES, TRACES
from ..donnees_personnelles.inventaire import effacement
from .models import Courriel, PieceJointe
from .purge import effacer_les_contenus, limite_des_contenus


def _anciens(limite: datetime) -> QuerySet[Courriel]:
    """Old mails in any state: one never sent lost its text before."""
    return Courriel.objects.hors_des_mains().filter(cree_le__lt=limite)


def compter_les_contenus(a: datetime) -> int:
    return Courriel.objects.a_vider(limite_des_contenus(a)).count()


# The rest (date, state, attempts) names nobody; a key holds numbers of rows only. An error often
# quotes the address that was refused.
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
