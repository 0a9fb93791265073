from django.core.management.base import BaseCommand, CommandError

from reseau.models import Personne
from reseau.personnes import second_facteur


class Command(BaseCommand):
    help = (
        "Retire la double vérification d’un compte dont le téléphone est perdu, quand personne "
        "d’autre ne peut le faire au back-office. La personne en est avertie par courriel."
    )

    def add_arguments(self, parser):
        parser.add_argument("adresse", help="L’adresse avec laquelle la personne se connecte.")

    def handle(self, *args, adresse, **options):
        personne = Personne.objects.filter(email=adresse.strip().lower()).first()
        if personne is None:
            raise CommandError(f"Aucun compte n’a l’adresse {adresse}.")
        if not second_facteur.retirer(personne):
            raise CommandError(f"Le compte {adresse} n’a pas de double vérification.")
        self.stdout.write(
            f"La double vérification de {personne} est retirée ; un courriel l’en avertit."
        )
