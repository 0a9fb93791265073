import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reseau', '0008_logo_public'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='courriel',
            index=models.Index(django.db.models.functions.text.Lower('destinataire'), models.F('envoye_le'), name='courriel_par_adresse'),
        ),
    ]
