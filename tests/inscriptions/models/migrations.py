"""A database brought to an older version, and the models as they were there."""

from django.db.migrations.executor import MigrationExecutor

ALIAS = "retour"


def migrer(base, vers):
    """The models as they are there."""
    MigrationExecutor(base).migrate(vers)
    apps = MigrationExecutor(base).loader.project_state(vers).apps

    def modele(nom):
        return apps.get_model(nom).objects.using(ALIAS)

    return modele
