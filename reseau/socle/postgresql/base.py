"""PostgreSQL as Django drives it, with two additions.

A pool that never hands a dead connection to a visitor, and plans that the server keeps.

After a restart of the server every connection kept ready is dead. CONN_HEALTH_CHECKS finds them,
but psycopg-pool then sleeps between two of them, longer each time (1 s, 2 s, 4 s…): with three or
four the visitor waits out DATABASE_TIMEOUT and reads an error page.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import NotSupportedError
from django.db.backends.postgresql import base
from psycopg import Error
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params):
        """Give back the dead ones, which the pool replaces, until one answers."""
        connexion = super().get_new_connection(conn_params)
        for _ in range(self.pool.max_size if self.pool else 0):
            if _repond(connexion):
                break
            self.pool.putconn(connexion)
            connexion = super().get_new_connection(conn_params)
        return connexion

    def lire_avec_plans(self, lire: Callable):
        """What `lire` answers, its values sent apart so that PostgreSQL plans it once.

        For queries that come back all day with the same SQL (`requetes`): to plan a page's
        joins takes the server three times longer than to read them. Once a migration changed the
        type of a column PostgreSQL refuses the plans that read it: they are forgotten, here or, in
        a transaction, with its rollback.
        """
        try:
            with self._valeurs_a_part():
                return lire()
        except NotSupportedError:
            if self.in_atomic_block:
                raise
        with self.cursor() as curseur:
            curseur.execute("DEALLOCATE ALL")
        return lire()

    @contextmanager
    def _valeurs_a_part(self) -> Iterator[None]:
        self.ensure_connection()
        d_ordinaire = self.connection.cursor_factory
        self.connection.cursor_factory = base.ServerBindingCursor
        try:
            yield
        finally:
            self.connection.cursor_factory = d_ordinaire


def _repond(connexion) -> bool:
    try:
        ConnectionPool.check_connection(connexion)
    except Error:
        return False
    return True
