"""The security log holds numbers of accounts and addresses of computers: erased after 12 months."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..conservation.regles import Regle
from ..donnees_personnelles.durees import SECURITE
from .models import TraceDeSecurite


def _traces(limite: datetime) -> QuerySet:
    return TraceDeSecurite.objects.filter(dernier_le__lt=limite)


REGLES = (Regle("securite", _("journal de sécurité"), SECURITE, _traces, None),)
