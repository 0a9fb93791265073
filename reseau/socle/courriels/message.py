"""Make the bytes of a message from its row, the same ones at each attempt."""

from email import encoders
from email.message import Message
from email.mime.base import MIMEBase
from email.utils import format_datetime, formataddr, parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from ..formulaires import adresse_qui_part
from ..identite.models import Reseau
from ..invisibles import adresse, sur_une_ligne
from .models import Courriel, PieceJointe


def composer(courriel: Courriel, reseau: Reseau) -> EmailMultiAlternatives:
    """Message-ID and Date come from the row: a copy sent twice is recognised as one.

    Text stored before forms cleaned it, or by another way, is cleaned here: one line break in the
    name of the network would stop every letter.
    """
    repondre_a = _repondre_a(courriel, reseau)
    message = EmailMultiAlternatives(
        subject=sur_une_ligne(courriel.objet),
        body=courriel.texte,
        from_email=expediteur(courriel, reseau),
        to=[adresse(courriel.destinataire).strip()],
        reply_to=[repondre_a] if repondre_a else None,
        headers={
            "Auto-Submitted": "auto-generated",
            **{nom: sur_une_ligne(str(valeur)) for nom, valeur in courriel.entetes.items()},
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
    """Show the name of the network as the sender, not a technical address."""
    ecrit = sur_une_ligne(courriel.expediteur or settings.DEFAULT_FROM_EMAIL)
    nom, celle_du_reseau = parseaddr(ecrit)
    return formataddr((nom or sur_une_ligne(str(reseau.nom)), celle_du_reseau))


def _repondre_a(courriel: Courriel, reseau: Reseau) -> str:
    """The first address that can be written; without any, the letter still leaves."""
    for ecrite in (courriel.repondre_a, reseau.courriel):
        propre = adresse(ecrite).strip()
        try:
            adresse_qui_part(propre)
        except ValidationError:
            continue
        return propre
    return ""


def joindre(piece: PieceJointe) -> MIMEBase:
    """Join the file ourselves: Django writes `charset` twice, and calendars need it exact."""
    type_mime = Message()
    type_mime["Content-Type"] = piece.type_mime
    partie = MIMEBase(type_mime.get_content_maintype(), type_mime.get_content_subtype())
    for nom, valeur in (type_mime.get_params() or [])[1:]:
        partie.set_param(nom, valeur, requote=False)
    partie.set_payload(bytes(piece.contenu))
    encoders.encode_base64(partie)
    nom = sur_une_ligne(piece.nom)
    filename = nom if nom.isascii() else ("utf-8", "", nom)
    partie.add_header("Content-Disposition", "attachment", filename=filename)
    return partie
