from django.db import migrations

import reseau.socle.recherche

AVEC = ["titre", "question", "presentation", "lieu.nom", "lieu.commune.nom"]


def relire(apps, schema_editor):
    """Write the column again, from the fields it is now made of; `cycle` is read both ways."""
    ateliers = apps.get_model("ateliers", "Atelier").objects.exclude(cycle=None)
    for atelier in ateliers.select_related("lieu__commune", "cycle").iterator(500):
        atelier.save(update_fields=["recherche"])


class Migration(migrations.Migration):
    dependencies = [("ateliers", "0006_documents_reserves")]

    operations = [
        # Backwards, the column is written again once its former fields are back.
        migrations.RunPython(migrations.RunPython.noop, relire),
        migrations.AlterField(
            model_name="atelier",
            name="recherche",
            field=reseau.socle.recherche.ChampDeRecherche(
                blank=True, default="", depuis=AVEC, editable=False
            ),
        ),
        migrations.RunPython(relire, migrations.RunPython.noop),
    ]
