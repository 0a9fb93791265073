"""Take one message of the outbox, send it, write the result.

Several workers may run: each takes one message at a time, by compare-and-swap, for the length of a
lease. A worker killed in the middle leaves at most one message in doubt; it is sent again when its
lease ends, with the same Message-ID.
"""

import logging
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.translation import gettext as _

from ..identite.models import Reseau
from .enums import EtatCourriel
from .message import composer
from .models import Courriel

journal = logging.getLogger(__name__)

# Longer than the slowest conversation a server may impose (EMAIL_TIMEOUT at each of its steps).
BAIL = timedelta(minutes=5)
DELAIS = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
]
TENTATIVES_MAX = len(DELAIS) + 1
CANDIDATS = 20


def prendre(ouvrier: str) -> Courriel | None:
    """The next due message, reserved for this worker until its lease ends, or None."""
    while candidats := _candidats():
        for candidat in candidats:
            if candidat.tentatives >= TENTATIVES_MAX:
                _abandonner_en_route(candidat)
            elif _prendre(candidat, ouvrier):
                return Courriel.objects.prefetch_related("pieces").get(pk=candidat.pk)
    return None


def _candidats() -> list[Courriel]:
    return list(
        Courriel.objects.a_prendre()
        .order_by("prochain_essai", "pk")
        .only("etat", "bail_jusqu_a", "tentatives")[:CANDIDATS]
    )


def _prendre(candidat: Courriel, ouvrier: str) -> bool:
    """The attempt is counted here, not when it fails: a message that kills its worker stops too."""
    return bool(
        Courriel.objects.encore_comme(candidat).update(
            etat=EtatCourriel.EN_COURS,
            bail_jusqu_a=timezone.now() + BAIL,
            bail_par=ouvrier,
            tentatives=candidat.tentatives + 1,
        )
    )


def _abandonner_en_route(candidat: Courriel) -> None:
    Courriel.objects.encore_comme(candidat).update(
        etat=EtatCourriel.ECHEC,
        bail_jusqu_a=None,
        bail_par="",
        derniere_erreur=_("L’ouvrier s’est arrêté pendant chacun des envois."),
    )


def remettre(courriel: Courriel, transport: BaseEmailBackend, reseau: Reseau) -> Exception | None:
    """Send one message; return the error, to be written down, instead of raising it."""
    try:
        transport.send_messages([composer(courriel, reseau)])
    except Exception as erreur:
        return erreur
    return None


def noter(courriel: Courriel, erreur: Exception | None) -> None:
    """Write the result of a message; change nothing if another worker has taken it since."""
    suite = _parti() if erreur is None else _a_refaire(courriel, erreur)
    suite |= {"bail_jusqu_a": None, "bail_par": ""}
    tenu = Courriel.objects.filter(
        pk=courriel.pk, etat=EtatCourriel.EN_COURS, bail_par=courriel.bail_par
    )
    if not tenu.update(**suite):
        journal.warning("courriel=%s bail perdu avant la fin de l’envoi", courriel.pk)
        return
    niveau = logging.INFO if erreur is None else logging.WARNING
    journal.log(
        niveau,
        "courriel=%s etat=%s tentative=%s erreur=%s",
        courriel.pk,
        suite["etat"],
        courriel.tentatives,
        type(erreur).__name__ if erreur else "-",
    )


def _parti() -> dict[str, Any]:
    return {"etat": EtatCourriel.ENVOYE, "envoye_le": timezone.now(), "derniere_erreur": ""}


def _a_refaire(courriel: Courriel, erreur: Exception) -> dict[str, Any]:
    if est_definitive(erreur) or courriel.tentatives >= TENTATIVES_MAX:
        return {"etat": EtatCourriel.ECHEC, "derniere_erreur": expliquer(erreur)}
    return {
        "etat": EtatCourriel.A_ENVOYER,
        "prochain_essai": timezone.now() + DELAIS[courriel.tentatives - 1],
        "derniere_erreur": expliquer(erreur),
    }


def est_definitive(erreur: Exception) -> bool:
    """Is the refusal permanent (5xx, RFC 5321), or the message impossible to write?"""
    if isinstance(erreur, SMTPRecipientsRefused):
        return all(code >= 500 for code, _reponse in erreur.recipients.values())
    if isinstance(erreur, SMTPDataError):
        return erreur.smtp_code >= 500
    return isinstance(erreur, ValueError)


def expliquer(erreur: Exception) -> str:
    """The answer of the server, on one line that a person can read."""
    if isinstance(erreur, SMTPRecipientsRefused):
        return " ; ".join(f"{code} {_lisible(r)}" for code, r in erreur.recipients.values())
    if isinstance(erreur, SMTPDataError):
        return f"{erreur.smtp_code} {_lisible(erreur.smtp_error)}"
    return _lisible(f"{type(erreur).__name__} : {erreur}")


def _lisible(reponse: bytes | str) -> str:
    texte = reponse.decode(errors="replace") if isinstance(reponse, bytes) else reponse
    return " ".join(texte.replace("\0", "").split())[:1000]
