"""The real worker, which kills itself (SIGKILL) the first time it comes to a given point.

`python -m tests.reseau.ouvrier_qui_meurt avant|apres module:fonction [--sans-…]`: the function is
entered, or just left. No transaction gets the time to end properly, no lease to be given back.
Each `--sans-…` takes one guard away: the negative controls.
"""

import importlib
import os
import signal
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reseau.settings")


def mourir():
    os.kill(os.getpid(), signal.SIGKILL)


def pieger(moment, point):
    module, _, nom = point.partition(":")
    module = importlib.import_module(module)
    fonction = getattr(module, nom)

    def piege(*args, **kwargs):
        if moment == "apres":
            fonction(*args, **kwargs)
        mourir()

    setattr(module, nom, piege)


def sans_transaction():
    """What ran out and who comes next are written row by row; the lock lives in a transaction."""
    from ateliers.models import Atelier
    from inscriptions import places
    from inscriptions.places import verrou

    places.remplir = places.remplir.__wrapped__
    verrou.verrouiller = lambda cles: list(Atelier.objects.filter(pk__in=list(cles)))


def sans_boite():
    """Letters leave at once, in the middle of the transaction that they tell."""
    from django.conf import settings
    from django.core.mail import get_connection

    from inscriptions.courriels import lettre

    def envoyer(message, cle=None):
        message.connection = get_connection(backend=settings.EMAIL_TRANSPORT)
        message.send()

    lettre.deposer = envoyer


def sans_bail():
    """A message is noted as sent when it is taken."""
    from reseau.socle.courriels import envoi
    from reseau.socle.courriels.enums import EtatCourriel
    from reseau.socle.courriels.models import Courriel

    envoi._prendre = lambda candidat, ouvrier: bool(
        Courriel.objects.encore_comme(candidat).update(etat=EtatCourriel.ENVOYE)
    )


GARDES = {
    "--sans-transaction": sans_transaction,
    "--sans-boite": sans_boite,
    "--sans-bail": sans_bail,
}

if __name__ == "__main__":
    django.setup()
    moment, point, *gardes = sys.argv[1:]
    for garde in gardes:
        GARDES[garde]()
    pieger(moment, point)
    from django.core.management import call_command

    call_command("ouvrier", une_fois=True)
