"""What somebody else did to an account is told to its owner, in the letterhead of the network."""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from reseau.socle.courriels.boite import deposer
from reseau.socle.identite.models import Reseau

from .models import Personne

GABARIT = "personnes/courriels/compte_change"


def prevenir(
    personne: Personne, adresses: Iterable[str], par: Personne | None, geste: str, **valeurs
) -> None:
    """One letter to each of `adresses`, always in French: who acts may read another language.

    `geste` is a lazy sentence about what was done, filled with `valeurs`. `par` None: done on the
    server, by who runs it.
    """
    with translation.override(settings.LANGUAGE_CODE):
        contexte = {
            "personne": personne,
            "par": par,
            "geste": str(geste) % valeurs,
            "reseau": Reseau.objects.le_notre(),
            "site": settings.SITE_URL,
            "objet": _("Votre compte a été changé"),
            "concerne": "",
        }
        for adresse in adresses:
            deposer(_lettre(adresse, contexte))


def _lettre(adresse: str, contexte: dict) -> EmailMultiAlternatives:
    reseau = contexte["reseau"]
    message = EmailMultiAlternatives(
        subject=contexte["objet"],
        body=render_to_string(f"{GABARIT}.txt", contexte).strip() + "\n",
        to=[adresse],
        reply_to=[reseau.courriel] if reseau.courriel else None,
    )
    message.attach_alternative(render_to_string(f"{GABARIT}.html", contexte), "text/html")
    return message
