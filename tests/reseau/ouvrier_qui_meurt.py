"""The real worker, which kills itself (SIGKILL) the first time it comes to a given point.

`python -m tests.reseau.ouvrier_qui_meurt avant|apres module:fonction`: the function is entered, or
just left. No transaction gets the time to end properly, no lease to be given back.
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


if __name__ == "__main__":
    django.setup()
    pieger(*sys.argv[1:])
    from django.core.management import call_command

    call_command("ouvrier", une_fois=True)
