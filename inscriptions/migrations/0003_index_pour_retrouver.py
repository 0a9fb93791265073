import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ateliers', '0002_index_des_ateliers_a_venir'),
        ('inscriptions', '0002_formats_d_export'),
        ('lieux', '0007_index_de_position'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='inscription',
            index=models.Index(django.db.models.functions.text.Lower('courriel'), name='inscription_a_retrouver'),
        ),
    ]
