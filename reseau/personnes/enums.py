from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Profil(TextChoices):
    PORTEUR = "porteur", _("porteur ou porteuse de projet")
    GESTIONNAIRE = "gestionnaire", _("gestionnaire de lieu")
    ANIMATEUR = "animateur", _("animateur ou animatrice")
    USAGER = "usager", _("usager ou usagère d’un lieu")
    COLLECTIVITE = "collectivite", _("collectivité")
    AUTRE = "autre", _("autre")
