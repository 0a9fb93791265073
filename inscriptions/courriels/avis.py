"""The two letters about a day: it changes, it is cancelled."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ateliers.models import Atelier

from ..models import Inscription
from .ecarts import Ecart
from .lettre import ecrire

GABARITS = "inscriptions/avis/courriels"


def changement(inscription: Inscription, ecarts: list[Ecart]) -> None:
    quoi = ", ".join(ecart.quoi for ecart in ecarts)
    ecrire(
        f"{GABARITS}/changement",
        inscription,
        _("Changement (%(quoi)s) : %%(atelier)s") % {"quoi": quoi},
        avec_calendrier=inscription.est_confirmee,
        cle=_cle(inscription),
        ecarts=ecarts,
    )


def annulation(inscription: Inscription, journees: Iterable[Atelier]) -> None:
    ecrire(
        f"{GABARITS}/annulation",
        inscription,
        gettext_lazy("Journée annulée : %(atelier)s"),
        avec_calendrier=inscription.est_confirmee,
        cle=_cle(inscription),
        autres=[(jour, settings.SITE_URL + jour.get_absolute_url()) for jour in journees],
    )


def _cle(inscription: Inscription) -> str:
    atelier = inscription.atelier
    return f"avis:{atelier.uid}:{atelier.sequence}:{inscription.pk}"
