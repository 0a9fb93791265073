"""The two kinds of uploaded files, and how each is served. Models use no other file field.

`ImagePublique`: anybody with the address sees it, the web server serves it under MEDIA_URL: a logo,
the photo of a place. `FichierReserve`: readable by those who may read the page that shows it; it is
outside MEDIA_ROOT, and only the view named by its model opens it (`adresse_du_fichier`). Both get
an address that nobody can guess, and their content is checked.
"""

import re
import secrets
from functools import partial
from pathlib import PurePosixPath

from django.core import checks
from django.core.files.storage import Storage, storages
from django.db import models, transaction
from django.db.models.fields.files import FieldFile, FileDescriptor, ImageFileDescriptor

from ..recherche import normaliser
from .genres import image_acceptee, piece_acceptee
from .oublies import effacer

HASARD = re.compile(r"^[0-9a-f]{32}-")
LETTRES_DU_NOM = 45


def reserves() -> Storage:
    """Storage of reserved files: a folder or a bucket that no web server serves."""
    return storages["reserves"]


def nom_sur_le_disque(nom: str) -> str:
    """« Été à Auch.PDF » → "<hasard>-ete-a-auch.pdf": one address does not reveal another."""
    chemin = PurePosixPath(nom.replace("\\", "/"))
    lisible = normaliser(chemin.stem)[:LETTRES_DU_NOM].strip().replace(" ", "-")
    fin = normaliser(chemin.suffix)[:5]
    return f"{secrets.token_hex(16)}-{lisible or 'fichier'}{'.' + fin if fin else ''}"


def nom_lisible(nom: str) -> str:
    """The name to save the file under, without the random part."""
    return HASARD.sub("", PurePosixPath(nom).name)


def se_souvenir(descripteur, instance, valeur) -> None:
    """Remember the name read from the database until the row is written with another one."""
    cle = f"_{descripteur.field.name}_sur_le_disque"
    if isinstance(valeur, str) and cle not in instance.__dict__:
        instance.__dict__[cle] = valeur


class DescripteurDeFichier(FileDescriptor):
    def __set__(self, instance, value):
        se_souvenir(self, instance, value)
        super().__set__(instance, value)


class DescripteurDImage(ImageFileDescriptor):
    def __set__(self, instance, value):
        se_souvenir(self, instance, value)
        super().__set__(instance, value)


def laisser_l_ancien(champ, instance) -> None:
    """When the row is committed with another file or none, erase the former file."""
    cle = f"_{champ.name}_sur_le_disque"
    ancien, nouveau = instance.__dict__.get(cle), getattr(instance, champ.attname).name
    if ancien and ancien != nouveau:
        transaction.on_commit(partial(effacer, champ.storage, ancien))
    instance.__dict__[cle] = nouveau or ""


class FichierDUnePage(FieldFile):
    """The address of the file is that of the view that checks rights, whatever the storage."""

    @property
    def url(self) -> str:
        self._require_file()
        return self.instance.adresse_du_fichier()


class FichierReserve(models.FileField):
    attr_class = FichierDUnePage
    descriptor_class = DescripteurDeFichier
    default_validators = [piece_acceptee]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("storage", reserves)
        super().__init__(*args, **kwargs)

    def check(self, **kwargs):
        return [*super().check(**kwargs), *self._adresse_connue()]

    def _adresse_connue(self):
        if hasattr(self.model, "adresse_du_fichier"):
            return []
        return [checks.Error("Dites par quelle vue : adresse_du_fichier().", obj=self, id="f.E1")]

    def generate_filename(self, instance, filename):
        return super().generate_filename(instance, nom_sur_le_disque(filename))

    def pre_save(self, model_instance, add):
        fichier = super().pre_save(model_instance, add)
        laisser_l_ancien(self, model_instance)
        return fichier


class ImagePublique(models.ImageField):
    descriptor_class = DescripteurDImage
    default_validators = [image_acceptee]

    def generate_filename(self, instance, filename):
        return super().generate_filename(instance, nom_sur_le_disque(filename))

    def pre_save(self, model_instance, add):
        fichier = super().pre_save(model_instance, add)
        laisser_l_ancien(self, model_instance)
        return fichier
