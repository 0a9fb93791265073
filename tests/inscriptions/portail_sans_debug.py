"""The portal with its own error pages, as the demo and production have them."""

from reseau.wsgi import application

# ruff: isort: split
from django.conf import settings

settings.DEBUG = False

__all__ = ["application"]
