import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inscriptions", "0013_adresses_sans_invisibles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="inscription",
            name="par_droit",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Demandée par un compte à qui la journée était ouverte.",
                verbose_name="par droit",
            ),
        ),
        migrations.AddField(
            model_name="inscription",
            name="au_titre_de",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="Le compte dont le droit ouvrait cette journée réservée.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="au titre de",
            ),
        ),
        migrations.AddField(
            model_name="inscription",
            name="maintenue_le",
            field=models.DateTimeField(
                blank=True,
                editable=False,
                help_text="L’équipe a choisi de la laisser venir, avec ou sans ce droit.",
                null=True,
                verbose_name="maintenue le",
            ),
        ),
    ]
