from django.contrib import admin

from ..administration.lecture import LectureSeule
from .models import Travail


@admin.register(Travail)
class TravailAdmin(LectureSeule):
    """What the worker does beside mail: when it was last done, what went wrong."""

    list_display = ["nom", "dernier_passage", "prochain_passage", "derniere_erreur"]
