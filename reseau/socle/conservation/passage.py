"""Empty sessions and the cache, which Django never empties by itself.

A session holds the address of a person who asked for a code; a row of the cache, that of a
computer.
"""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..donnees_personnelles.durees import HEURE, SESSION
from ..frein.models import Passage
from .regles import Regle, Travail

UNE_HEURE = timedelta(hours=1)


def _sessions(limite: datetime) -> QuerySet:
    return Session.objects.filter(expire_date__lt=limite)


def _tables():
    """(connection, quoted table) of each cache that lives in the database."""
    for cache in caches.all():
        if isinstance(cache, DatabaseCache):
            base = connections[router.db_for_write(cache.cache_model_class)]
            yield base, base.ops.quote_name(cache._table)


def _perimees(ordre: str, a: datetime):
    """Run `ordre` on the expired rows; return how many, for each table."""
    for base, table in _tables():
        fin = base.ops.adapt_datetimefield_value(a)
        with base.cursor() as curseur:
            curseur.execute(f"{ordre} FROM {table} WHERE expires < %s", [fin])
            yield curseur.fetchone()[0] if curseur.description else curseur.rowcount


def compter_le_cache(a: datetime) -> int:
    return sum(_perimees("SELECT COUNT(*)", a))


def vider_le_cache(a: datetime) -> int:
    return sum(_perimees("DELETE", a))


def _passages(limite: datetime) -> QuerySet:
    return Passage.objects.filter(heure__lt=limite - UNE_HEURE)


REGLES = (
    Regle("sessions", _("sessions terminées"), SESSION, _sessions, None),
    Regle("passages", _("passages comptés par les freins"), HEURE, _passages, None),
    Travail("cache", _("lignes périmées du cache"), compter_le_cache, vider_le_cache),
)
