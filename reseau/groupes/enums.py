from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoleDansLeGroupe(TextChoices):
    MEMBRE = "membre", _("membre")
    ANIMATEUR = "animateur", _("animateur ou animatrice")
