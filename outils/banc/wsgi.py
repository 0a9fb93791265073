"""The portal plus one bare view, so that both are measured on the same server."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reseau.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.ROOT_URLCONF = "outils.banc.urls"
application = get_wsgi_application()
