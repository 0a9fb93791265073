"""The folder of reserved files: no address leads to it, whatever the web server serves."""

import os

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class DossierReserve(FileSystemStorage):
    """Readable by owner and group only: the proxy that sends these files is in the group."""

    def __init__(self):
        super().__init__(file_permissions_mode=0o640, directory_permissions_mode=0o750)

    @property
    def base_location(self):
        return settings.RESERVES_ROOT

    @property
    def location(self):
        return os.path.abspath(self.base_location)

    def url(self, name):
        raise ValueError("Un fichier réservé n’a pas d’autre adresse que celle de sa vue.")
