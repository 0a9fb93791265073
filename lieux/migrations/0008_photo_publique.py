from django.db import migrations

import reseau.socle.fichiers.champs


class Migration(migrations.Migration):
    dependencies = [("lieux", "0007_index_de_position")]

    operations = [
        migrations.AlterField(
            model_name="lieu",
            name="photo",
            field=reseau.socle.fichiers.champs.ImagePublique(
                blank=True, upload_to="lieux/", verbose_name="photo"
            ),
        ),
    ]
