"""gunicorn's own logs, with the same discretion: named in gunicorn.conf.py."""

from gunicorn.glogging import Logger

from .adresses import route
from .lignes import LigneSansPersonne

NUMERO = "{x-request-id}o"
# Of what gunicorn knows: date, status, method, protocol, size, time, process.
GARDES = ("t", "s", "m", "H", "b", "B", "T", "D", "M", "L", "p")


class JournalDAcces(Logger):
    """Tells which page was asked for, never with which token or words."""

    def setup(self, cfg):
        super().setup(cfg)
        for sortie in self.error_log.handlers:
            sortie.setFormatter(LigneSansPersonne())

    def atoms(self, resp, req, environ, request_time):
        """Whatever format somebody chooses, nothing of the request but its route is there."""
        atomes = super().atoms(resp, req, environ, request_time)
        page = route(environ.get("PATH_INFO", ""))
        gardes = {cle: atomes[cle] for cle in GARDES}
        return gardes | {
            "U": page,
            "r": f"{gardes['m']} {page} {gardes['H']}",
            NUMERO: atomes.get(NUMERO, "-"),
        }
