"""Documents leave the public folder: each moves where only a view opens it, under a new name."""

from functools import partial
from pathlib import PurePosixPath

from django.core.files.storage import storages
from django.db import migrations, transaction

import reseau.socle.fichiers.champs
from reseau.socle.fichiers.champs import nom_lisible, nom_sur_le_disque


def mettre_a_l_abri(apps, schema_editor):
    deplacer(apps, "default", "reserves", lambda nom: f"documents/{nom_sur_le_disque(nom)}")


def remettre_au_public(apps, schema_editor):
    deplacer(apps, "reserves", "default", lambda nom: f"documents/{nom_lisible(nom)}")


def deplacer(apps, de, vers, nommer):
    """A file that is missing already keeps its name; one is erased only once its copy is known."""
    documents = apps.get_model("ateliers", "Document").objects
    depart, arrivee = storages[de], storages[vers]
    for pk, ancien in documents.exclude(fichier="").values_list("pk", "fichier"):
        if not depart.exists(ancien):
            continue
        with depart.open(ancien) as fichier:
            nouveau = arrivee.save(nommer(PurePosixPath(ancien).name), fichier, max_length=100)
        documents.filter(pk=pk).update(fichier=nouveau)
        transaction.on_commit(partial(depart.delete, ancien))


class Migration(migrations.Migration):
    dependencies = [("ateliers", "0005_repas_d_un_jour_et_places_d_une_sequence")]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="fichier",
            field=reseau.socle.fichiers.champs.FichierReserve(
                blank=True, upload_to="documents", verbose_name="fichier"
            ),
        ),
        migrations.RunPython(mettre_a_l_abri, remettre_au_public),
    ]
