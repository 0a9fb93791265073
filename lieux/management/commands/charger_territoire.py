from django.core.management.base import BaseCommand

from lieux.territoire.chargement import charger


class Command(BaseCommand):
    help = "Charge ou met à jour les communes et départements livrés avec le logiciel."

    def handle(self, **options):
        bilan = charger()
        self.stdout.write(
            f"{bilan.departements} départements, {bilan.communes} communes "
            f"dont {bilan.ecrites} nouvelles ou changées."
        )
        if bilan.disparues:
            self.stdout.write(
                f"{len(bilan.disparues)} communes de la base ne sont plus dans le fichier "
                f"(fusions), gardées : {', '.join(bilan.disparues)}."
            )
