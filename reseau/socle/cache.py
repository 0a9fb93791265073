"""When Redis does not answer, a table of the database replaces it and pages still answer.

What is cached may be lost (a drawing is drawn again), but the limits must still count: they do in
the table, which every process shares. Redis is used again when it is back, without a restart.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from threading import Lock
from time import monotonic

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

journal = logging.getLogger(__name__)

SECOURS = "secours"
# Seconds a page may wait for a Redis that accepts and does not answer; a good one takes 0.001.
PATIENCE = 0.5
# Seconds before one thread of the process tries Redis again.
REPRISE = 5


class Coupure:
    """State of one Redis for the threads of a process: one page in five seconds waits for it."""

    def __init__(self):
        self.en_panne = False
        self._prochain_essai = 0.0
        self._verrou = Lock()

    def laisse_essayer(self) -> bool:
        """Race: when it is time to try again, the first thread tries, the others do not."""
        if not self.en_panne:
            return True
        with self._verrou:
            if monotonic() < self._prochain_essai:
                return False
            self._prochain_essai = monotonic() + REPRISE
            return True

    def noter(self, panne: RedisError | None) -> None:
        """Log changes of state only: a dead Redis would otherwise fill the log."""
        if self.en_panne == (panne is not None):
            return
        with self._verrou:
            self._prochain_essai = monotonic() + REPRISE
            self.en_panne = panne is not None
        if panne is None:
            journal.warning("cache=redis répond de nouveau")
        else:
            # The error names the host; its text could hold the password of a refused log-in.
            journal.error(
                "cache=redis ne répond plus (%s) : la base tient lieu", type(panne).__name__
            )


_coupures: dict[str, Coupure] = defaultdict(Coupure)


def _ou_secours(nom: str) -> Callable:
    def operation(self, *args, **kwargs):
        return self.ou_secours(nom, *args, **kwargs)

    operation.__name__ = nom
    return operation


class RedisOuBase(RedisCache):
    """Django's Redis cache; when Redis fails, the cache named « secours » does the operation."""

    def __init__(self, server, params):
        attente = {
            "socket_timeout": PATIENCE,
            "socket_connect_timeout": PATIENCE,
            # Redis retries three times, a second apart: the visitor would wait for it.
            "retry": Retry(NoBackoff(), 0),
        }
        options = {**attente, **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})
        self.coupure = _coupures[str(server)]

    def ou_secours(self, nom: str, *args, **kwargs):
        if self.coupure.laisse_essayer():
            try:
                resultat = getattr(super(), nom)(*args, **kwargs)
            except RedisError as panne:
                self.coupure.noter(panne)
            else:
                self.coupure.noter(None)
                return resultat
        return getattr(caches[SECOURS], nom)(*args, **kwargs)

    def repond(self) -> bool:
        """Ask Redis now, unless it failed a moment ago."""
        if self.coupure.laisse_essayer():
            try:
                self._cache.get_client().ping()
            except RedisError as panne:
                self.coupure.noter(panne)
            else:
                self.coupure.noter(None)
        return not self.coupure.en_panne

    add = _ou_secours("add")
    get = _ou_secours("get")
    set = _ou_secours("set")
    touch = _ou_secours("touch")
    delete = _ou_secours("delete")
    get_many = _ou_secours("get_many")
    has_key = _ou_secours("has_key")
    incr = _ou_secours("incr")
    set_many = _ou_secours("set_many")
    delete_many = _ou_secours("delete_many")
    clear = _ou_secours("clear")


def est_en_secours() -> bool:
    """Does the database replace a Redis that does not answer?"""
    cache = caches["default"]
    return isinstance(cache, RedisOuBase) and not cache.repond()
