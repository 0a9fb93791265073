"""How long the outbox keeps who was written to; its words leave earlier (see `purge`)."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..conservation.regles import Regle
from .enums import EtatCourriel
from .models import Courriel


def _termines(limite: datetime) -> QuerySet:
    return Courriel.objects.filter(
        etat__in=[EtatCourriel.ENVOYE, EtatCourriel.ECHEC], cree_le__lt=limite
    )


# What stays (a date, a state, a number of attempts) counts mails without naming anybody; a key
# names rows by their number only. An error often quotes the address that was refused.
REGLES = (
    Regle(
        "courriels",
        _("destinataires et objets de courriels"),
        "CONSERVATION_NOMS_JOURS",
        _termines,
        {"destinataire": "", "repondre_a": "", "objet": "", "derniere_erreur": ""},
    ),
)
