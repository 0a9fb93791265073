import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from ateliers.models import Document
from tests.factories import AtelierFactory


@pytest.fixture(autouse=True)
def _fichiers_a_part(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def document(nom):
    return Document(
        atelier=AtelierFactory(), titre="Support", fichier=ContentFile(b"contenu", name=nom)
    )


def test_un_pdf_se_joint():
    support = document("support.PDF")

    support.full_clean()
    support.save()

    assert support.url.endswith(".PDF")


@pytest.mark.parametrize("nom", ["page.html", "dessin.svg", "sans-extension"])
def test_ce_qu_un_navigateur_executerait_est_refuse(nom):
    with pytest.raises(ValidationError) as refus:
        document(nom).full_clean()

    assert refus.value.message_dict["fichier"] == [
        "Ce type de fichier n’est pas accepté : joignez un PDF, un texte ou une image."
    ]
