"""The security log: a record of the logger `reseau.securite` becomes a row of the database.

    logging.getLogger("reseau.securite").warning(
        "mot de passe", extra={"acte": Acte.FREIN, "compte": personne.pk}
    )

`acte` is the act; `compte` and `par` are numbers of accounts. The current request gives the address
of the computer, the page and its number. Django's own refusals come through its own loggers.
"""

import logging

from ..traces.adresses import route_de
from ..traces.demande import EN_COURS
from ..traces.lignes import sans_personne

journal = logging.getLogger("reseau.securite")
secours = logging.getLogger("reseau.traces.securite")  # on the standard error, like the other logs


def noter(acte, compte=None, detail="", par=None, request=None) -> None:
    extra = {"acte": acte, "compte": compte, "par": par}
    if request is not None:
        extra["request"] = request
    journal.info("%s", detail, extra=extra)


class EnBase(logging.Handler):
    """Write a row for each act, or a line on the standard error when the database fails.

    The settings name this class before models are loaded: models are imported when needed.
    """

    def emit(self, record):
        acte = _acte(record)
        if acte is None:
            return
        try:
            _ecrire(acte, record)
        except Exception:  # the request must go on, and the act leave a trace
            secours.warning(_en_clair(acte, record))


def _acte(record):
    """The act of a record; None when it is none: a page not found, an error of ours."""
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
    """Write in a savepoint: a row that fails must not break the transaction around it."""
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
    """The detail of a record; of Django's own records only the kind, since they quote addresses."""
    if record.name.startswith("django.security."):
        return record.name.removeprefix("django.security.")
    if record.name.startswith("django."):
        return ""
    return sans_personne(record.getMessage())[:250]


def _numero_de(demande) -> int | None:
    """The account of the session, if the page has read it already: no query is added."""
    return getattr(getattr(demande, "_cached_user", None), "pk", None)


def _adresse(demande) -> str | None:
    """The address of the visitor, by the rule of allauth behind proxies; None when unknown."""
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
