"""Erase trips, agreements and our letters about them 7 days after the day."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from reseau.models import Courriel
from reseau.socle.conservation.regles import Regle
from reseau.socle.donnees_personnelles.durees import SENSIBLE

from ..courriels.covoiturage import CLE, cle_du_jour
from ..models.covoiturage import Trajet


def _trajets(limite: datetime) -> QuerySet:
    return Trajet.objects.filter(inscription__atelier__fin__lt=limite)


def _lettres(limite: datetime) -> QuerySet:
    """Letters sent or not: after the day nobody needs one that is still waiting.

    Their key begins with the date, written so that keys sort by date.
    """
    return Courriel.objects.hors_des_mains().filter(
        cle__startswith=CLE, cle__lt=cle_du_jour(limite)
    )


REGLES = (
    Regle("trajets", _("trajets de covoiturage"), SENSIBLE, _trajets, None),
    Regle("lettres_de_trajet", _("courriels de covoiturage"), SENSIBLE, _lettres, None),
)
