"""gunicorn's logs, without personal data either; gunicorn.conf.py names this module."""

from gunicorn.glogging import Logger

from .adresses import route
from .lignes import LigneSansPersonne

NUMERO = "{x-request-id}o"
# Kept from gunicorn: date, status, method, protocol, size, time, process.
GARDES = ("t", "s", "m", "H", "b", "B", "T", "D", "M", "L", "p")


class JournalDAcces(Logger):
    """Log the route of the page, never its tokens or its query string."""

    def setup(self, cfg):
        super().setup(cfg)
        for sortie in self.error_log.handlers:
            sortie.setFormatter(LigneSansPersonne())

    def atoms(self, resp, req, environ, request_time):
        """Whatever the format, only the route of the request can appear."""
        atomes = super().atoms(resp, req, environ, request_time)
        page = route(environ.get("PATH_INFO", ""))
        gardes = {cle: atomes[cle] for cle in GARDES}
        return gardes | {
            "U": page,
            "r": f"{gardes['m']} {page} {gardes['H']}",
            NUMERO: atomes.get(NUMERO, "-"),
        }
