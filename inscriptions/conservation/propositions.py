"""Erase the reason given with a declined offer, with the names."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from reseau.socle.conservation.regles import Regle
from reseau.socle.donnees_personnelles.durees import NOMS
from reseau.socle.donnees_personnelles.inventaire import effacement

from ..models.propositions import Proposition


def _propositions(limite: datetime) -> QuerySet:
    return Proposition.objects.filter(atelier__fin__lt=limite)


REGLES = (
    Regle(
        "motifs_de_proposition",
        _("motifs de fin d’une proposition"),
        NOMS,
        _propositions,
        effacement(Proposition, NOMS),
    ),
)
