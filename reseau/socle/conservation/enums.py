from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Origine(TextChoices):
    OUVRIER = "ouvrier", _("l’ouvrier")
    COMMANDE = "commande", _("la commande « purger »")
