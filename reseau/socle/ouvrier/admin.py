from django.contrib import admin

from ..administration.lecture import LectureSeule
from .models import Travail


@admin.register(Travail)
class TravailAdmin(LectureSeule):
    """The duties of the worker besides mail: last run, last error."""

    list_display = ["nom", "dernier_passage", "prochain_passage", "derniere_erreur"]
