from django.db import migrations

import reseau.socle.fichiers.champs


class Migration(migrations.Migration):
    dependencies = [("reseau", "0007_adresses_sans_invisibles")]

    operations = [
        migrations.AlterField(
            model_name="reseau",
            name="logo",
            field=reseau.socle.fichiers.champs.ImagePublique(
                blank=True, upload_to="reseau/", verbose_name="logo"
            ),
        ),
    ]
