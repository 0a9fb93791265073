from django.core.management.base import BaseCommand

from reseau.conservation.purge import REGLES, purger


class Command(BaseCommand):
    help = "Efface les données personnelles dont la durée de conservation est passée."

    def add_arguments(self, parser):
        parser.add_argument("--essai", action="store_true", help="tout dire, ne rien effacer")

    def handle(self, *args, essai, **options):
        comptes = purger(essai=essai)
        for regle in REGLES:
            self.stdout.write(f"{comptes[regle.nom]:>7}  {regle.libelle}")
        self.stdout.write("Essai : rien n’a été effacé." if essai else "C’est effacé.")
