"""The real worker, slowed down between reading what is due and taking it, where the race is.

`--sans-garde` takes a message without comparing: the negative control of the two-worker test.
"""

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reseau.settings")


def ralentir():
    from reseau.socle.courriels import envoi

    candidats = envoi._candidats

    def candidats_lents():
        lus = candidats()
        time.sleep(0.01)
        return lus

    envoi._candidats = candidats_lents


def oter_la_garde():
    from reseau.socle.courriels.models import CourrielQuerySet

    CourrielQuerySet.encore_comme = lambda self, candidat: self.filter(pk=candidat.pk)


if __name__ == "__main__":
    django.setup()
    ralentir()
    if "--sans-garde" in sys.argv:
        oter_la_garde()
    from django.core.management import call_command

    call_command("ouvrier", une_fois=True)
