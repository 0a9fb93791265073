import django.db.models.deletion
import django.utils.timezone
import inscriptions.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inscriptions', '0016_cle_du_nom'),
    ]

    operations = [
        migrations.CreateModel(
            name='AdresseAConfirmer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('jeton', models.CharField(default=inscriptions.models.nouveau_jeton, editable=False, max_length=48, unique=True, verbose_name='jeton')),
                ('courriel', models.EmailField(max_length=254, verbose_name='nouvelle adresse')),
                ('demandee_le', models.DateTimeField(default=django.utils.timezone.now, verbose_name='demandée le')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='adresses_a_confirmer', to='inscriptions.dossier', verbose_name='dossier')),
                ('inscription', models.ForeignKey(blank=True, help_text='Vide : l’adresse du contact.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='adresses_a_confirmer', to='inscriptions.inscription', verbose_name='inscription')),
            ],
            options={
                'verbose_name': 'adresse à confirmer',
                'verbose_name_plural': 'adresses à confirmer',
                'constraints': [models.UniqueConstraint(condition=models.Q(('inscription', None)), fields=('dossier',), name='adresse_a_confirmer_du_contact', violation_error_message='Une nouvelle adresse attend déjà.'), models.UniqueConstraint(fields=('inscription',), name='adresse_a_confirmer_d_une_personne', violation_error_message='Une nouvelle adresse attend déjà.')],
            },
        ),
    ]
