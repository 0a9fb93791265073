"""What Sentry receives when an error happens: where in our code, never for whom.

An event is rebuilt from the keys known to hold no personal value, rather than cleaned of known
ones: a key that a later SDK adds is left out until somebody reads it.
"""

from collections.abc import Mapping

from .adresses import route_de
from .demande import EN_COURS

# Copied as they are: dates, versions, kinds; nothing of a request.
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
        # A breadcrumb quotes queries with their values, log lines and addresses of pages.
        "max_breadcrumbs": 0,
        "before_breadcrumb": lambda _trace, _indice: None,
        # No logs, metrics, sessions nor machine name.
        "enable_logs": False,
        "enable_metrics": False,
        "auto_session_tracking": False,
        "server_name": "",
        "spotlight": False,
    }


def expurger(evenement: Mapping, indice: Mapping) -> dict:
    """The event without personal data: rebuilt, so that nothing new passes."""
    garde = {cle: evenement[cle] for cle in GARDES if cle in evenement}
    demande = _demande(indice)
    if demande is not None:
        garde |= _de_la_demande(demande)
    if maillons := (evenement.get("exception") or {}).get("values"):
        garde["exception"] = {"values": [_exception(maillon) for maillon in maillons]}
    elif "logentry" in evenement:
        # The format string of our code, without its arguments.
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
    """The number of the request: the current one, or the one named by the log line."""
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
    """Its type and its place; its message quotes typed values."""
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
