"""Files that no row names any more: replaced, deleted, or written before a rollback.

A row erases its old file as soon as it is committed; a cascade, a crash or a rollback leaves some,
which the worker finds. A file less than a day old may not be in its row yet: it is kept.
"""

from datetime import datetime, timedelta

from django.apps import apps
from django.core.files.storage import Storage
from django.db.models import FileField
from django.utils import timezone

GRACE = timedelta(days=1)


def effacer(stockage: Storage, nom: str) -> None:
    stockage.delete(nom)


def champs_de_fichiers() -> list[FileField]:
    """Every file field of our models."""
    return [
        champ
        for modele in apps.get_models()
        for champ in modele._meta.get_fields()
        if isinstance(champ, FileField)
    ]


def effacer_les_oublies(a: datetime | None = None) -> int:
    """Erase them and return how many.

    A table that names no file at all is not trusted: the database may be empty by mistake.
    """
    a = a or timezone.now()
    return sum(_effacer_ceux_de(champ, a - GRACE) for champ in champs_de_fichiers())


def _effacer_ceux_de(champ: FileField, avant: datetime) -> int:
    connus = set(champ.model._base_manager.values_list(champ.attname, flat=True)) - {"", None}
    dossier = champ.upload_to.strip("/")
    if not connus:
        return 0
    try:
        noms = champ.storage.listdir(dossier)[1]
    except FileNotFoundError:
        return 0
    oublies = [f"{dossier}/{nom}" for nom in noms if f"{dossier}/{nom}" not in connus]
    vieux = [nom for nom in oublies if champ.storage.get_modified_time(nom) < avant]
    for nom in vieux:
        effacer(champ.storage, nom)
    return len(vieux)
