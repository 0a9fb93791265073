from django.core.management.base import BaseCommand, CommandError

from reseau.socle.conservation.purge import REGLES, PurgeIncomplete, purger


class Command(BaseCommand):
    help = "Efface les données personnelles dont la durée de conservation est passée."

    def add_arguments(self, parser):
        parser.add_argument("--essai", action="store_true", help="tout dire, ne rien effacer")

    def handle(self, *args, essai, **options):
        try:
            self.dire(purger(essai=essai))
        except PurgeIncomplete as erreur:
            self.dire(erreur.comptes)
            raise CommandError(f"Le reste est effacé, mais pas : {erreur}.") from erreur
        self.stdout.write("Essai : rien n’a été effacé." if essai else "C’est effacé.")

    def dire(self, comptes):
        for regle in REGLES:
            self.stdout.write(f"{comptes.get(regle.nom, '?'):>7}  {regle.libelle}")
