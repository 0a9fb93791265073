from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GenreDeRappel(TextChoices):
    RECONFIRMATION = "reconfirmation", _("demande de reconfirmation")
    VEILLE = "veille", _("rappel de la veille")
