"""« Voulez-vous garder votre compte ? », with a link to the page where the owner answers."""

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from reseau.socle.courriels.boite import deposer
from reseau.socle.identite.models import Reseau

from ..models import Personne
from .comptes import a_demander, date_de_fermeture
from .models import CompteEndormi

SEL = "garder-mon-compte"
GABARIT = "mon_espace/courriels/garder"


def ecrire_a_qui_dort(a: datetime) -> int:
    """Write to the owners to ask; return the number of letters."""
    personnes = list(a_demander(a))
    for personne in personnes:
        _ecrire_a(personne, a)
    return len(personnes)


@transaction.atomic
def _ecrire_a(personne: Personne, a: datetime) -> None:
    endormi, _cree = CompteEndormi.objects.update_or_create(
        personne=personne, defaults={"demande_le": a, "garde_le": None}
    )
    with translation.override(settings.LANGUAGE_CODE):
        message = _ecrire(endormi)
    deposer(message, cle=f"garder:{personne.pk}:{a:%Y-%m-%d}", confidentiel=True)


def _ecrire(endormi: CompteEndormi) -> EmailMultiAlternatives:
    personne, reseau = endormi.personne, Reseau.objects.le_notre()
    objet = _("Voulez-vous garder votre compte ?")
    contexte = {
        "objet": objet,
        "personne": personne,
        "reseau": reseau,
        "site": settings.SITE_URL,
        "lien": settings.SITE_URL + reverse("garder_mon_compte", args=[jeton(endormi)]),
        "fermeture": date_de_fermeture(endormi.demande_le),
        "lieux": list(personne.lieux_geres.all()),
        "groupes": [p.groupe for p in personne.participations.en_cours().select_related("groupe")],
    }
    message = EmailMultiAlternatives(
        subject=objet,
        body=render_to_string(f"{GABARIT}.txt", contexte),
        to=[personne.email],
        reply_to=[reseau.courriel] if reseau.courriel else None,
    )
    message.attach_alternative(render_to_string(f"{GABARIT}.html", contexte), "text/html")
    return message


def jeton(endormi: CompteEndormi) -> str:
    """The token serves one question: a new question, or the end of the account, cancels it."""
    return signing.dumps([endormi.personne_id, endormi.demande_le.timestamp()], salt=SEL)


def endormi_de(jeton: str) -> CompteEndormi | None:
    try:
        cle, instant = signing.loads(jeton, salt=SEL)
    except signing.BadSignature:
        return None
    endormi = CompteEndormi.objects.select_related("personne").filter(personne=cle).first()
    if endormi is None or endormi.demande_le.timestamp() != instant:
        return None
    return endormi if endormi.personne.is_active else None
