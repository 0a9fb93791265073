from django.db import migrations, models


def dire_de_quel_droit(apps, schema_editor):
    """Registered with an account for a reserved day: that account opened it. The others were
    registered by the team, as far as the rows tell."""
    Inscription = apps.get_model("inscriptions", "Inscription")
    Dossier = apps.get_model("inscriptions", "Dossier")
    reservees = Inscription.objects.exclude(atelier__acces="public")
    compte = Dossier.objects.filter(pk=models.OuterRef("dossier")).values("personne")[:1]
    reservees.filter(dossier__personne__isnull=False).update(
        par_droit=True, au_titre_de=models.Subquery(compte)
    )


class Migration(migrations.Migration):
    dependencies = [("inscriptions", "0014_droit_d_une_journee_reservee")]

    operations = [migrations.RunPython(dire_de_quel_droit, migrations.RunPython.noop)]
