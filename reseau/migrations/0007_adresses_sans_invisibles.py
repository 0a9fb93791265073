import unicodedata

from django.db import IntegrityError, migrations, transaction

COLONNES = [
    ("reseau", "Personne", "email"),
    ("account", "EmailAddress", "email"),
    ("reseau", "Reseau", "courriel"),
    ("reseau", "GroupeDeTravail", "courriel"),
]


def visible(texte):
    """Written here once for all: what a migration does must not change with the code."""
    sans = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
    return "".join(s for s in texte if unicodedata.category(s) not in sans)


def nettoyer(apps, schema_editor):
    """Letters to these addresses never left. Where the clean one is somebody's already (the account
    she made afterwards), nothing is merged: the old row stays as it is.
    """
    alias = schema_editor.connection.alias
    for app, modele, colonne in COLONNES:
        lignes = apps.get_model(app, modele)._base_manager.using(alias)
        for ligne in lignes.exclude(**{f"{colonne}__regex": r"^[!-~]*$"}).only("pk", colonne):
            propre = visible(getattr(ligne, colonne))
            try:
                with transaction.atomic(using=alias):
                    lignes.filter(pk=ligne.pk).update(**{colonne: propre})
            except IntegrityError:
                continue


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0001_initial"),
        ("reseau", "0006_comptes_endormis"),
    ]

    operations = [
        # Backwards there is nothing to give back: nobody wrote these signs on purpose.
        migrations.RunPython(nettoyer, migrations.RunPython.noop),
    ]
