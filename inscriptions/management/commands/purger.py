from django.core.management.base import BaseCommand

from inscriptions.retention import purger

LIGNES = [
    ("besoins", "besoins d’accès"),
    ("regimes", "régimes et allergies"),
    ("telephones", "téléphones"),
    ("inscriptions", "inscriptions rendues anonymes"),
    ("dossiers", "dossiers rendus anonymes"),
]


class Command(BaseCommand):
    help = "Efface les données personnelles dont la durée de conservation est passée."

    def add_arguments(self, parser):
        parser.add_argument("--essai", action="store_true", help="tout dire, ne rien effacer")

    def handle(self, *args, essai, **options):
        bilan = purger(essai=essai)
        for champ, libelle in LIGNES:
            self.stdout.write(f"{getattr(bilan, champ):>7}  {libelle}")
        self.stdout.write("Essai : rien n’a été effacé." if essai else "C’est effacé.")
