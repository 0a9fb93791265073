"""What somebody else did to an account is told to its owner, in the letterhead of the network."""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from reseau.courriels.boite import deposer
from reseau.identite.models import Reseau

from .models import Personne

GABARIT = "personnes/courriels/compte_change"


def prevenir(
    personne: Personne, adresses: Iterable[str], gestes: list[str], par: Personne | None
) -> None:
    """One letter to each of `adresses`. `par` None: done on the server, by who runs it."""
    with translation.override(settings.LANGUAGE_CODE):
        reseau = Reseau.objects.le_notre()
        contexte = {
            "personne": personne,
            "par": par,
            "gestes": gestes,
            "reseau": reseau,
            "site": settings.SITE_URL,
            "objet": _("Votre compte a été changé"),
            "concerne": "",
        }
        for adresse in adresses:
            message = EmailMultiAlternatives(
                subject=contexte["objet"],
                body=render_to_string(f"{GABARIT}.txt", contexte).strip() + "\n",
                to=[adresse],
                reply_to=[reseau.courriel] if reseau.courriel else None,
            )
            message.attach_alternative(render_to_string(f"{GABARIT}.html", contexte), "text/html")
            deposer(message)
