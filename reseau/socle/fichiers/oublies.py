"""Files that no row names any more: replaced, deleted, or written before a rollback.

A row erases its old file as soon as it is committed; a cascade, a crash and a rollback leave some,
which the worker finds. One of the last day may be on its way into a row: it is left alone.
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
    """Every field of files of our models."""
    return [
        champ
        for modele in apps.get_models()
        for champ in modele._meta.get_fields()
        if isinstance(champ, FileField)
    ]


def effacer_les_oublies(a: datetime | None = None) -> int:
    """Erase them; how many. A database that knows no file at all is not trusted: it may be empty
    because another one was meant."""
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
