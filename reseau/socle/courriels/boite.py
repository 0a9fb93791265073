"""The outbox: a message is written in the transaction of what it tells; a worker sends it later."""

import re
from email.utils import make_msgid, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from .models import Courriel, PieceJointe

OBJET_MAX = Courriel._meta.get_field("objet").max_length


def deposer(
    message: EmailMessage, cle: str | None = None, confidentiel: bool = False
) -> list[Courriel]:
    """Write one row per recipient, so that one refused address never delays the others.

    A message whose `cle` already exists is not written again. Race: two writers with the same key;
    the database accepts one, the other learns it here and writes nothing. All rows are written in
    one transaction (without a key, that of the caller), or a worker could send a message before its
    files are there.
    """
    if cle and Courriel.objects.filter(cle=cle).exists():
        return []
    try:
        with transaction.atomic(savepoint=cle is not None):
            return [
                _ecrire(
                    message, destinataire, f"{cle}+{rang}" if cle and rang else cle, confidentiel
                )
                for rang, destinataire in enumerate(message.recipients())
            ]
    except IntegrityError:
        if cle and Courriel.objects.filter(cle=cle).exists():
            return []
        raise


def _ecrire(
    message: EmailMessage, destinataire: str, cle: str | None, confidentiel: bool
) -> Courriel:
    courriel = Courriel.objects.create(
        destinataire=parseaddr(destinataire)[1],
        expediteur=message.from_email or settings.DEFAULT_FROM_EMAIL,
        repondre_a=parseaddr(message.reply_to[0])[1] if message.reply_to else "",
        objet=re.sub(r"[ \t\r\n]+", " ", str(message.subject)).strip()[:OBJET_MAX],
        texte=str(message.body),
        html=_version_html(message),
        entetes=message.extra_headers,
        message_id=make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
        cle=cle,
        confidentiel=confidentiel,
    )
    PieceJointe.objects.bulk_create(
        PieceJointe(courriel=courriel, nom=nom, type_mime=type_mime, contenu=_octets(contenu))
        for nom, contenu, type_mime in message.attachments
    )
    return courriel


def _version_html(message: EmailMessage) -> str:
    formes = getattr(message, "alternatives", [])
    return next((forme.content for forme in formes if forme.mimetype == "text/html"), "")


def _octets(contenu: str | bytes) -> bytes:
    return contenu.encode() if isinstance(contenu, str) else contenu
