"""Why an offer ended may be in the words of who declined it: they leave with the names."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from reseau.socle.conservation.regles import Regle

from ..models.propositions import Proposition


def _propositions(limite: datetime) -> QuerySet:
    return Proposition.objects.filter(atelier__fin__lt=limite)


REGLES = (
    Regle(
        "motifs_de_proposition",
        _("motifs de fin d’une proposition"),
        "CONSERVATION_NOMS_JOURS",
        _propositions,
        {"motif": ""},
    ),
)
