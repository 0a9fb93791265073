"""Front-end libraries come from wheels at install; their files are never committed."""

import importlib

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

PAQUETS = ["xstatic.pkg.leaflet_markercluster"]


class PaquetsXStatic(BaseFinder):
    """Serve XStatic packages under their own name: `leaflet_markercluster/…`."""

    def __init__(self, *args, **kwargs):
        self.stockages = {}
        for paquet in PAQUETS:
            module = importlib.import_module(paquet)
            stockage = FileSystemStorage(location=module.BASE_DIR)
            stockage.prefix = paquet.rsplit(".", 1)[-1]
            self.stockages[stockage.prefix] = stockage

    def find(self, path, find_all=False):
        prefixe, _, reste = path.partition("/")
        stockage = self.stockages.get(prefixe)
        if stockage and reste and stockage.exists(reste):
            chemin = stockage.path(reste)
            return [chemin] if find_all else chemin
        return []

    def list(self, ignore_patterns):
        for stockage in self.stockages.values():
            for nom in stockage.listdir("")[1]:
                yield nom, stockage


class StatiquesDeProduction(CompressedManifestStaticFilesStorage):
    """Accept a source map that a wheel left out: it must not stop a deployment."""

    manifest_strict = True

    def hashed_name(self, name, content=None, filename=None):
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            if name.endswith(".map"):
                return name
            raise
