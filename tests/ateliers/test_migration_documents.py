"""The documents of before leave the public folder, and come back there if one goes back."""

from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from ateliers.models import Document
from tests.factories import DocumentFactory
from tests.pieces import VRAIES

migration = import_module("ateliers.migrations.0006_documents_reserves")


def noms(dossier):
    return [str(f.relative_to(dossier)) for f in Path(dossier).rglob("*") if f.is_file()]


def test_les_documents_passent_a_l_abri_et_reviennent(
    settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT, settings.RESERVES_ROOT = str(tmp_path / "m"), str(tmp_path / "r")
    ancien = default_storage.save("documents/2026/doc-secret.pdf", ContentFile(VRAIES["photo.png"]))
    lie, perdu, joint = DocumentFactory.create_batch(3)
    Document.objects.filter(pk=joint.pk).update(fichier=ancien)
    Document.objects.filter(pk=perdu.pk).update(fichier="documents/2026/perdu.pdf")

    with django_capture_on_commit_callbacks(execute=True):
        migration.mettre_a_l_abri(apps, None)
    joint.refresh_from_db()
    perdu.refresh_from_db()
    a_l_abri = noms(settings.MEDIA_ROOT), noms(settings.RESERVES_ROOT)
    contenu = Path(joint.fichier.path).read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        migration.remettre_au_public(apps, None)

    lie.refresh_from_db()
    assert a_l_abri == ([], [joint.fichier.name])
    assert joint.fichier.name.endswith("-doc-secret.pdf")
    assert contenu == VRAIES["photo.png"]
    assert (perdu.fichier.name, lie.fichier.name) == ("documents/2026/perdu.pdf", "")
    assert noms(settings.RESERVES_ROOT) == []
    assert noms(settings.MEDIA_ROOT) == ["documents/doc-secret.pdf"]
