"""The portal with the lock of the seats switched off: the negative control of the rushes over HTTP.

Served by `portail.en_marche`, never by anything else: nothing in the product can switch it off.
Counting takes 20 ms, as on a busy database: behind the lock nobody could come in between.
"""

# ruff: noqa: E402 (Django first)
import os
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reseau.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.db import connection

from ateliers.models import Atelier
from inscriptions.places import file, verrou

compter = file.compter


def sans_verrouiller(cles):
    return list(
        Atelier.objects.select_related("lieu__commune", "cycle")
        .filter(pk__in=list(cles))
        .order_by("pk")
    )


def compter_lentement(atelier):
    jauge = compter(atelier)
    time.sleep(0.02)
    return jauge


file.compter = compter_lentement
verrou.verrouiller = sans_verrouiller
if connection.vendor == "sqlite":
    connection.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
