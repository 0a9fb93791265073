"""The portal on PostgreSQL as Django drives it: the negative control of `reseau.socle.postgresql`.

Served by `portail.en_marche`, never by anything else.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reseau.settings")

from django.core.wsgi import get_wsgi_application

from reseau.settings import DATABASES

DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
application = get_wsgi_application()
