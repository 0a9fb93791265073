"""Django's PostgreSQL backend with two additions.

The pool never gives a dead connection to a visitor, and the server keeps plans.

After a restart of the server every idle connection is dead. CONN_HEALTH_CHECKS finds them, but
psycopg-pool sleeps between two of them, longer each time (1 s, 2 s, 4 s…): with three or four of
them a visitor waits for all of DATABASE_TIMEOUT and gets an error page.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import NotSupportedError
from django.db.backends.postgresql import base
from psycopg import Error
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params):
        """Return dead connections, which the pool replaces, until one answers."""
        connexion = super().get_new_connection(conn_params)
        for _ in range(self.pool.max_size if self.pool else 0):
            if _repond(connexion):
                break
            self.pool.putconn(connexion)
            connexion = super().get_new_connection(conn_params)
        return connexion

    def lire_avec_plans(self, lire: Callable):
        """Call `lire` with values sent apart, so that PostgreSQL plans the query once.

        For queries that repeat all day with the same SQL (`requetes`): planning the joins of a page
        takes the server three times longer than reading them. After a migration changes the type of
        a column, PostgreSQL refuses the plans that read it: they are dropped, here or, inside a
        transaction, by its rollback.
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
