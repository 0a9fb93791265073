"""The portal with the lock of the seats switched off: the negative control of the rushes over HTTP.

Served by `portail.en_marche`, never by anything else: nothing in the product can switch it off.
"""

# ruff: noqa: E402 (Django first)
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reseau.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.db import connection

from ateliers.models import Atelier
from inscriptions import verrou


def sans_verrouiller(cles):
    return list(
        Atelier.objects.select_related("lieu__commune", "cycle")
        .filter(pk__in=list(cles))
        .order_by("pk")
    )


verrou.verrouiller = sans_verrouiller
if connection.vendor == "sqlite":
    connection.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
