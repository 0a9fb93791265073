"""What leaves for Sentry when an error happens: where in our code, never to whom.

An event is rebuilt from what is known to hold no value of anybody, not cleaned of what is known to
hold some: what a later version of the SDK adds stays here until somebody reads it.
"""

from collections.abc import Mapping

from .adresses import route_de
from .demande import EN_COURS

# Told as they are: dates, versions, kinds; nothing of a request.
GARDES = ("event_id", "timestamp", "start_timestamp", "level", "platform", "release", "logger")
GARDES += ("environment", "type", "sdk", "modules")
MAILLON = ("filename", "module", "function", "lineno", "in_app")
MAILLON += ("pre_context", "context_line", "post_context")  # lines of our source code


def options(dsn: str, version: str) -> dict:
    return {
        "dsn": dsn,
        "release": version,
        "send_default_pii": False,
        "include_local_variables": False,
        "max_request_body_size": "never",
        "before_send": expurger,
        "before_send_transaction": expurger,
        # A breadcrumb quotes queries with their values, lines of log and addresses of pages.
        "max_breadcrumbs": 0,
        "before_breadcrumb": lambda _trace, _indice: None,
        # Neither logs, metrics, sessions nor the name of the machine.
        "enable_logs": False,
        "enable_metrics": False,
        "auto_session_tracking": False,
        "server_name": "",
        "spotlight": False,
    }


def expurger(evenement: Mapping, indice: Mapping) -> dict:
    """The event without what it says of people: rebuilt, so that nothing new slips through."""
    garde = {cle: evenement[cle] for cle in GARDES if cle in evenement}
    demande = _demande(indice)
    if demande is not None:
        garde |= _de_la_demande(demande)
    if maillons := (evenement.get("exception") or {}).get("values"):
        garde["exception"] = {"values": [_exception(maillon) for maillon in maillons]}
    elif "logentry" in evenement:
        # The sentence as our code writes it; what fills it stays here.
        garde["logentry"] = {"message": _gabarit(indice)}
    garde["contexts"] = {
        nom: contexte
        for nom, contexte in (evenement.get("contexts") or {}).items()
        if nom in ("runtime", "trace")
    }
    if "trace" in garde["contexts"]:
        trace = garde["contexts"]["trace"]
        garde["contexts"]["trace"] = {c: trace[c] for c in ("trace_id", "span_id") if c in trace}
    return garde


def _demande(indice: Mapping):
    """The request being answered; a line logged after it says which one it was about."""
    ligne = indice.get("log_record")
    return EN_COURS.get() or getattr(ligne, "request", None)


def _de_la_demande(demande) -> dict:
    route = route_de(demande)
    return {
        "transaction": route,
        "request": {"method": demande.method, "url": route},
        "tags": {"demande": getattr(demande, "numero", "")},
    }


def _gabarit(indice: Mapping) -> str:
    ligne = indice.get("log_record")
    return str(ligne.msg) if ligne is not None and ligne.args else getattr(ligne, "name", "")


def _exception(maillon: Mapping) -> dict:
    """Its type and its place; its words quote what was typed."""
    lignes = (maillon.get("stacktrace") or {}).get("frames") or []
    mecanisme = maillon.get("mechanism") or {}
    return {
        "type": maillon.get("type"),
        "module": maillon.get("module"),
        "value": "",
        "mechanism": {cle: mecanisme[cle] for cle in ("type", "handled") if cle in mecanisme},
        "stacktrace": {
            "frames": [{cle: ligne[cle] for cle in MAILLON if cle in ligne} for ligne in lignes]
        },
    }
