from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ateliers', '0001_socle'),
        ('lieux', '0007_index_de_position'),
        ('reseau', '0002_ouvrier'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='atelier',
            index=models.Index(fields=['statut', 'fin'], name='atelier_a_venir'),
        ),
    ]
