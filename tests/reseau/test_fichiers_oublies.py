"""What no row names any more leaves the disk, and nothing else does."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from ateliers.models import Document
from reseau.socle.fichiers.oublies import effacer_les_oublies
from tests.factories import AtelierFactory, DocumentFactory, LieuFactory
from tests.pieces import VRAIES, envoi

DEMAIN = timedelta(days=1, minutes=1)


@pytest.fixture(autouse=True)
def dossiers(settings, tmp_path):
    settings.MEDIA_ROOT, settings.RESERVES_ROOT = str(tmp_path / "m"), str(tmp_path / "r")
    return tmp_path


def sur_le_disque(dossier):
    return {chemin.name[33:] for chemin in Path(dossier).rglob("*") if chemin.is_file()}


def joint(nom="support.PDF", **champs):
    return DocumentFactory(lien="", fichier=envoi(nom), **champs)


def test_un_fichier_remplace_quitte_le_disque(dossiers, django_capture_on_commit_callbacks):
    document, lieu = joint(), LieuFactory(photo=envoi("photo.png"))

    with django_capture_on_commit_callbacks(execute=True):
        for objet, champ, nom in ((document, "fichier", "notes.odt"), (lieu, "photo", "photo.jpg")):
            relu = type(objet).objects.get(pk=objet.pk)
            setattr(relu, champ, envoi(nom))
            relu.save()

    assert sur_le_disque(dossiers) == {"notes.odt", "photo.jpg"}


def test_un_fichier_vide_ou_supprime_quitte_le_disque(dossiers, django_capture_on_commit_callbacks):
    vide, supprime = joint(), joint("notes.odt")

    with django_capture_on_commit_callbacks(execute=True):
        vide.fichier, vide.lien = "", "https://example.org/"
        vide.save()
        supprime.delete()

    assert sur_le_disque(dossiers) == set()


def test_un_fichier_qui_ne_change_pas_reste(dossiers, django_capture_on_commit_callbacks):
    document = joint()

    with django_capture_on_commit_callbacks(execute=True):
        relu = Document.objects.get()
        relu.titre = "Autre titre"
        relu.save()
        document.save()

    assert sur_le_disque(dossiers) == {"support.pdf"}


@pytest.mark.django_db(transaction=True)
def test_une_annulation_de_la_transaction_garde_l_ancien(dossiers):
    document = joint()

    with transaction.atomic():
        document.fichier = envoi("notes.odt")
        document.save()
        transaction.set_rollback(True)
    ensuite = effacer_les_oublies(timezone.now() + DEMAIN)

    assert ensuite == 1
    assert sur_le_disque(dossiers) == {"support.pdf"}


def test_un_brouillon_supprime_emporte_ses_fichiers_au_passage_de_l_ouvrier(dossiers):
    joint()
    brouillon = AtelierFactory(brouillon=True)
    joint("notes.odt", atelier=brouillon)
    brouillon.delete()

    comptes = [effacer_les_oublies(), effacer_les_oublies(timezone.now() + DEMAIN)]

    assert comptes == [0, 1]
    assert sur_le_disque(dossiers) == {"support.pdf"}


def test_une_base_qui_ne_connait_aucun_fichier_n_efface_rien(dossiers):
    joint()
    Document.objects.all()._raw_delete("default")

    assert effacer_les_oublies(timezone.now() + DEMAIN) == 0
    assert sur_le_disque(dossiers) == {"support.pdf"}


def test_rien_d_autre_que_nos_dossiers_n_est_touche(dossiers, settings):
    joint()
    LieuFactory(photo=envoi("photo.png"))
    ailleurs = Path(settings.MEDIA_ROOT) / "autre-chose.pdf"
    ailleurs.write_bytes(VRAIES["support.PDF"])

    assert effacer_les_oublies(timezone.now() + DEMAIN) == 0
    assert ailleurs.exists()
