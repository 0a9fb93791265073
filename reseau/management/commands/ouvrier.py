import signal
from threading import Event

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from reseau.socle.ouvrier.boucle import Ouvrier, ServeurInjoignable


class Command(BaseCommand):
    help = "Envoie les courriels en attente et fait les travaux périodiques. Peut tourner N fois."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--une-fois", action="store_true", help="Fait ce qui est dû, puis s’arrête."
        )
        parser.add_argument(
            "--pause", type=float, default=2, metavar="SECONDES", help="Entre deux tours (2)."
        )

    def handle(self, *args, une_fois, pause, **options):
        arret = Event()
        for numero in (signal.SIGTERM, signal.SIGINT):
            signal.signal(numero, lambda *_: arret.set())
        ouvrier = Ouvrier(pause=pause, arret=arret)
        if not une_fois:
            ouvrier.tourner()
            return
        try:
            nombre = ouvrier.vider()
        except ServeurInjoignable as erreur:
            raise CommandError(f"Serveur de courriel injoignable : {erreur}") from erreur
        except DatabaseError as erreur:
            raise CommandError(f"La base de données ne laisse rien faire : {erreur}") from erreur
        self.stdout.write(f"Courriels partis : {nombre}")
