from django.core.management import call_command
from django.db import migrations


def creer(apps, schema_editor):
    """Does nothing where `createcachetable` was already run. Redis may die: the table must be there."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("reseau", "0009_courriel_par_adresse")]

    # Going back keeps the table: it was there before this migration, made by the command.
    operations = [migrations.RunPython(creer, migrations.RunPython.noop)]
