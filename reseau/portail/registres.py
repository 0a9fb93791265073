"""What the ground calls without importing it: filled once, when every app is ready."""

from django.contrib import admin

from ..socle.conservation import purge
from ..socle.ouvrier import travaux
from .purge import REGLES
from .tableau import dresser
from .travaux import TRAVAUX


def remplir() -> None:
    purge.REGLES[:] = REGLES
    travaux.TRAVAUX[:] = TRAVAUX
    admin.site.dresser = dresser
