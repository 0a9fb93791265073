from django.core.management.base import BaseCommand

from reseau.personnes.roles import installer_les_roles


class Command(BaseCommand):
    help = "Crée ou complète les groupes Animation et Administration et leurs droits."

    def handle(self, *args, **options):
        for groupe in installer_les_roles():
            self.stdout.write(f"{groupe.name} : {groupe.permissions.count()} droits.")
