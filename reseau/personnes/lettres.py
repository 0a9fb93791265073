"""Tell the owner of an account, by mail, what another person changed in it."""

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
    """Write to each of `adresses`, in French: the author may use another language.

    `geste` is a lazy sentence about the change, filled with `valeurs`. `par` is None when the
    change was made by a command on the server.
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
