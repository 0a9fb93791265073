"""Is there room left to write? Nothing stays written."""

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction

PLEINE = "53100"  # disk_full, in the words of PostgreSQL
OCTETS_AU_MOINS = 20_000_000
PAGES_AU_MOINS = 64


def base_pleine() -> bool:
    """Is the database out of room?

    Is the database out of room?

    SQLite: look at the disk of the file and its page limit. PostgreSQL: its disk cannot be seen, so
    ask for a few pages in a temporary table, then roll back.
    """
    return _sqlite_pleine() if connection.vendor == "sqlite" else _postgresql_pleine()


def dossiers_pleins() -> list[str]:
    """Full folders, by the name of their setting; a bucket cannot be measured."""
    if settings.S3_BUCKET:
        return []
    racines = {"MEDIA_ROOT": settings.MEDIA_ROOT, "RESERVES_ROOT": settings.RESERVES_ROOT}
    return [nom for nom, racine in racines.items() if _plein(racine)]


def c_est_le_disque(erreur: BaseException | None) -> bool:
    """Is a full disk the cause of this error, at any depth?"""
    return any(_manque_de_place(cause) for cause in _et_ses_causes(erreur))


def _manque_de_place(erreur: BaseException) -> bool:
    if isinstance(erreur, OSError):
        return erreur.errno in (errno.ENOSPC, errno.EDQUOT)
    if getattr(erreur, "sqlstate", None) == PLEINE:
        return True
    return isinstance(erreur, DatabaseError) and "disk is full" in str(erreur)


def _et_ses_causes(erreur: BaseException | None) -> Iterator[BaseException]:
    vues = set()
    while erreur is not None and id(erreur) not in vues:
        vues.add(id(erreur))
        yield erreur
        erreur = erreur.__cause__ or erreur.__context__


def _plein(racine) -> bool:
    """A folder that does not exist yet will be on the disk of its parent."""
    dossier = Path(racine).absolute()
    while not dossier.exists():
        dossier = dossier.parent
    return shutil.disk_usage(dossier).free < OCTETS_AU_MOINS


def _sqlite_pleine() -> bool:
    with connection.cursor() as curseur:
        pages, limite, libres = (
            curseur.execute(f"PRAGMA {nom}").fetchone()[0]
            for nom in ("page_count", "max_page_count", "freelist_count")
        )
    if limite - pages + libres < PAGES_AU_MOINS:
        return True
    fichier = str(connection.settings_dict["NAME"])
    return not ("memory" in fichier or fichier == "") and _plein(Path(fichier).parent)


def _postgresql_pleine() -> bool:
    try:
        with transaction.atomic(), connection.cursor() as curseur:
            curseur.execute(
                "CREATE TEMPORARY TABLE de_la_place ON COMMIT DROP AS"
                " SELECT repeat('x', 2000) FROM generate_series(1, 64)"
            )
            transaction.set_rollback(True)
    except DatabaseError as erreur:
        if c_est_le_disque(erreur):
            return True
        raise
    return False
