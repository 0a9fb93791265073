"""The security log: whoever writes to the logger `reseau.securite` leaves a row in the database.

    logging.getLogger("reseau.securite").warning(
        "mot de passe", extra={"acte": Acte.FREIN, "compte": personne.pk}
    )

`acte` is the act, `compte` and `par` are numbers of accounts; the request being answered gives the
address of the computer, the page and its number. Django's own refusals come by its own loggers.
"""

import logging

from ..traces.adresses import route_de
from ..traces.demande import EN_COURS
from ..traces.lignes import sans_personne

journal = logging.getLogger("reseau.securite")
secours = logging.getLogger("reseau.traces.securite")  # on the standard error, as the others


def noter(acte, compte=None, detail="", par=None, request=None) -> None:
    extra = {"acte": acte, "compte": compte, "par": par}
    if request is not None:
        extra["request"] = request
    journal.info("%s", detail, extra=extra)


class EnBase(logging.Handler):
    """A row for each act. When the database cannot take it, a line on the standard error.

    Named in the settings, which are read before the models: these are imported when needed.
    """

    def emit(self, record):
        acte = _acte(record)
        if acte is None:
            return
        try:
            _ecrire(acte, record)
        except Exception:  # whatever happens, the request goes on and the act leaves a trace
            secours.warning(_en_clair(acte, record))


def _acte(record):
    """None for what is no act: a page not found, an error of ours."""
    from .enums import Acte

    if hasattr(record, "acte"):
        return Acte(record.acte)
    statut = getattr(record, "status_code", None)
    if record.name.startswith("django.security") and statut != 403:
        return Acte.SUSPECTE
    if record.name == "reseau.securite":
        return Acte.REFUS
    return {403: Acte.REFUS, 429: Acte.FREIN}.get(statut)


def _ecrire(acte, record) -> None:
    """In a savepoint: a trace that fails must not spoil the transaction it is written in."""
    from django.db import transaction

    from .models import TraceDeSecurite

    demande = getattr(record, "request", None) or EN_COURS.get()
    connectee = _numero_de(demande)
    compte = getattr(record, "compte", connectee)
    par = getattr(record, "par", None) or connectee
    with transaction.atomic():
        TraceDeSecurite.objects.noter(
            acte,
            compte=compte,
            par=None if par == compte else par,
            adresse=_adresse(demande),
            page=route_de(demande)[:200] if demande is not None else "",
            detail=_detail(record),
            demande=getattr(demande, "numero", ""),
        )


def _detail(record) -> str:
    """Of Django's own lines only the kind: their words quote whole addresses."""
    if record.name.startswith("django.security."):
        return record.name.removeprefix("django.security.")
    if record.name.startswith("django."):
        return ""
    return sans_personne(record.getMessage())[:250]


def _numero_de(demande) -> int | None:
    """Whose session it is, if the page asked already: a refusal costs no query more."""
    return getattr(getattr(demande, "_cached_user", None), "pk", None)


def _adresse(demande) -> str | None:
    """The visitor's own, by the rule allauth uses behind proxies; None when it cannot be told."""
    from django.core.exceptions import PermissionDenied

    from ..frein import adresse_ip

    try:
        return adresse_ip(demande) if demande is not None else None
    except (PermissionDenied, KeyError, ValueError):
        return None


def _en_clair(acte, record) -> str:
    demande = getattr(record, "request", None) or EN_COURS.get()
    compte = getattr(record, "compte", None) or _numero_de(demande)
    return f"acte={acte.value} compte={compte} adresse={_adresse(demande)} {_detail(record)}"
