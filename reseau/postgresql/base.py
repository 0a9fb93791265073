"""PostgreSQL as Django drives it, with a pool that never hands a dead connection to a visitor.

After a restart of the server every connection kept ready is dead. CONN_HEALTH_CHECKS finds them,
but psycopg-pool then sleeps between two of them, longer each time (1 s, 2 s, 4 s…): with three or
four the visitor waits out DATABASE_TIMEOUT and reads an error page.
"""

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


def _repond(connexion) -> bool:
    try:
        ConnectionPool.check_connection(connexion)
    except Error:
        return False
    return True
