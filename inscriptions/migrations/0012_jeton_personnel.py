import secrets

from django.db import migrations, models

import inscriptions.models

LOT = 500


def donner_les_jetons(apps, schema_editor):
    Inscription = apps.get_model('inscriptions', 'Inscription')
    inscriptions = Inscription.objects.using(schema_editor.connection.alias)
    sans_jeton = inscriptions.filter(jeton=None).order_by('pk').values_list('pk', flat=True)
    while cles := list(sans_jeton[:LOT]):
        inscriptions.bulk_update(
            [Inscription(pk=cle, jeton=secrets.token_urlsafe(24)) for cle in cles], ['jeton']
        )


class Migration(migrations.Migration):

    dependencies = [
        ('inscriptions', '0011_cycle_pris_en_entier'),
    ]

    operations = [
        migrations.AddField(
            model_name='inscription',
            name='jeton',
            field=models.CharField(editable=False, max_length=48, null=True, verbose_name='jeton personnel'),
        ),
        migrations.RunPython(donner_les_jetons, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='inscription',
            name='jeton',
            field=models.CharField(default=inscriptions.models.nouveau_jeton, editable=False, max_length=48, unique=True, verbose_name='jeton personnel'),
        ),
    ]
