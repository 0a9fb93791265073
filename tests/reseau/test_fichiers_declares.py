"""The net: no file of ours is served in a way its model does not say."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.storage import storages
from django.db.models import FileField
from django.urls import resolve

from ateliers.models import Document
from reseau.socle.fichiers.champs import FichierReserve, ImagePublique
from tests.factories import AtelierFactory, LieuFactory, ReseauFactory
from tests.pieces import envoi

# Field: how it is served. Public: whoever has the address, which nobody can guess.
DECLARES = {
    "ateliers.Document.fichier": "ateliers:document",
    "lieux.Lieu.photo": "publique",
    "reseau.Reseau.logo": "publique",
}
OUVREURS = {
    "ateliers.Document.fichier": lambda: Document(
        pk=1, atelier=AtelierFactory(), fichier="documents/x.pdf"
    )
}


def champs():
    return {
        f"{modele._meta.label}.{champ.name}": champ
        for modele in apps.get_models()
        for champ in modele._meta.get_fields()
        if isinstance(champ, FileField)
    }


def service(nom, champ):
    if isinstance(champ, ImagePublique):
        return "publique"
    if isinstance(champ, FichierReserve):
        return resolve(getattr(OUVREURS[nom](), champ.name).url).view_name
    return "non déclaré"


def test_chaque_champ_de_fichier_dit_comment_il_est_servi():
    assert {nom: service(nom, champ) for nom, champ in champs().items()} == DECLARES


def test_ce_qui_est_reserve_ne_touche_pas_au_dossier_public():
    reserves = [champ for champ in champs().values() if isinstance(champ, FichierReserve)]

    assert [champ.storage for champ in reserves] == [storages["reserves"]]
    assert not str(settings.RESERVES_ROOT).startswith(f"{settings.MEDIA_ROOT}/")


@pytest.mark.parametrize(
    ("ligne", "champ"), [(LieuFactory, "photo"), (ReseauFactory, "logo")], ids=["photo", "logo"]
)
def test_une_image_publique_a_une_adresse_qui_ne_se_devine_pas(ligne, champ):
    objet = ligne(**{champ: envoi("photo.png")})

    assert getattr(objet, champ).url.startswith("/media/")
    assert len(getattr(objet, champ).name.rsplit("/")[-1]) == len("-photo.png") + 32
