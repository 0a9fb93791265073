"""The two letters: the day changes, the day is called off."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ateliers.models import Atelier

from ..models import Inscription
from .ecarts import Ecart
from .lettre import ecrire

ICI = "inscriptions/avis/courriels"


def changement(inscription: Inscription, ecarts: list[Ecart]) -> None:
    quoi = ", ".join(ecart.quoi for ecart in ecarts)
    ecrire(
        f"{ICI}/changement",
        inscription,
        _("Changement (%(quoi)s) : %%(atelier)s") % {"quoi": quoi},
        avec_calendrier=inscription.est_confirmee,
        cle=_cle(inscription),
        ecarts=ecarts,
    )


def annulation(inscription: Inscription, autres: Iterable[Atelier]) -> None:
    ecrire(
        f"{ICI}/annulation",
        inscription,
        gettext_lazy("Journée annulée : %(atelier)s"),
        avec_calendrier=inscription.est_confirmee,
        cle=_cle(inscription),
        autres=[(autre, settings.SITE_URL + autre.get_absolute_url()) for autre in autres],
    )


def _cle(inscription: Inscription) -> str:
    atelier = inscription.atelier
    return f"avis:{atelier.uid}:{atelier.sequence}:{inscription.pk}"
