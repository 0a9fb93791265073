"""From a row of the outbox to the very bytes that leave, the same at each attempt."""

from email import encoders
from email.message import Message
from email.mime.base import MIMEBase
from email.utils import format_datetime, formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from ..identite.models import Reseau
from .models import Courriel, PieceJointe


def composer(courriel: Courriel, reseau: Reseau) -> EmailMultiAlternatives:
    """Message-ID and Date are those of the row: a copy sent twice is recognised as one."""
    repondre_a = courriel.repondre_a or reseau.courriel
    message = EmailMultiAlternatives(
        subject=courriel.objet,
        body=courriel.texte,
        from_email=expediteur(courriel, reseau),
        to=[courriel.destinataire],
        reply_to=[repondre_a] if repondre_a else None,
        headers={
            "Auto-Submitted": "auto-generated",
            **courriel.entetes,
            "Message-ID": courriel.message_id,
            "Date": format_datetime(timezone.localtime(courriel.cree_le)),
        },
    )
    if courriel.html:
        message.attach_alternative(courriel.html, "text/html")
    for piece in courriel.pieces.all():
        message.attach(joindre(piece))
    return message


def expediteur(courriel: Courriel, reseau: Reseau) -> str:
    """People read the name of their network, not a technical address."""
    nom, adresse = parseaddr(courriel.expediteur or settings.DEFAULT_FROM_EMAIL)
    return formataddr((nom or str(reseau.nom), adresse))


def joindre(piece: PieceJointe) -> MIMEBase:
    """Django's own way writes `charset` twice and drops nothing else; calendars need it exact."""
    type_mime = Message()
    type_mime["Content-Type"] = piece.type_mime
    partie = MIMEBase(type_mime.get_content_maintype(), type_mime.get_content_subtype())
    for nom, valeur in type_mime.get_params()[1:]:
        partie.set_param(nom, valeur, requote=False)
    partie.set_payload(bytes(piece.contenu))
    encoders.encode_base64(partie)
    nom = piece.nom if piece.nom.isascii() else ("utf-8", "", piece.nom)
    partie.add_header("Content-Disposition", "attachment", filename=nom)
    return partie
