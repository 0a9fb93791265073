"""The outbox: a message is written in the transaction of what it tells, a worker sends it later."""

from email.utils import make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage

from .models import Courriel, PieceJointe


def deposer(
    message: EmailMessage, cle: str | None = None, confidentiel: bool = False
) -> list[Courriel]:
    """Write one row per recipient, so that one refused address never delays the others.

    With a `cle`, a message that already stands under it is not written again.
    """
    if cle and Courriel.objects.filter(cle=cle).exists():
        return []
    html = next(
        (a.content for a in getattr(message, "alternatives", []) if a.mimetype == "text/html"), ""
    )
    courriels = []
    for rang, destinataire in enumerate(message.recipients()):
        courriel = Courriel.objects.create(
            destinataire=parseaddr(destinataire)[1],
            expediteur=message.from_email or settings.DEFAULT_FROM_EMAIL,
            repondre_a=parseaddr(message.reply_to[0])[1] if message.reply_to else "",
            objet=" ".join(message.subject.split()),
            texte=message.body,
            html=html,
            entetes=message.extra_headers,
            message_id=make_msgid(domain=settings.SITE_URL.split("//")[1].split(":")[0]),
            cle=f"{cle}+{rang}" if cle and rang else cle,
            confidentiel=confidentiel,
        )
        PieceJointe.objects.bulk_create(
            PieceJointe(courriel=courriel, nom=nom, type_mime=type_mime, contenu=_octets(contenu))
            for nom, contenu, type_mime in message.attachments
        )
        courriels.append(courriel)
    return courriels


def _octets(contenu: str | bytes) -> bytes:
    return contenu.encode() if isinstance(contenu, str) else contenu
