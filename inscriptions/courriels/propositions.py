from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Proposition
from .lettre import ecrire

GABARITS = "inscriptions/propositions/courriels"


def proposer(proposition: Proposition) -> None:
    """Offer a seat until a given hour: yes or no, on a page with two buttons."""
    _ecrire(
        f"{GABARITS}/proposition",
        proposition,
        _("Une place pour vous ? Répondez-nous : %(atelier)s"),
    )


def expiree(proposition: Proposition) -> None:
    _ecrire(f"{GABARITS}/expiree", proposition, _("Votre tour est passé : %(atelier)s"))


def retiree(proposition: Proposition) -> None:
    _ecrire(
        f"{GABARITS}/retiree",
        proposition,
        _("La place proposée n’est plus disponible : %(atelier)s"),
    )


def _ecrire(gabarit: str, proposition: Proposition, objet: Promise) -> None:
    inscription = proposition.inscription
    repondre = reverse(
        "inscriptions:proposition", args=[inscription.jeton_du_destinataire, inscription.pk]
    )
    ecrire(
        gabarit,
        inscription,
        objet,
        proposition=proposition,
        repondre=settings.SITE_URL + repondre,
    )
