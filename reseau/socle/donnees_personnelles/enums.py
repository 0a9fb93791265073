from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Base(TextChoices):
    """The legal basis: article 6 of the GDPR."""

    DEMANDE = "demande", _("ce que la personne nous demande")
    CONSENTEMENT = "consentement", _("son consentement")
    INTERET = "interet", _("l’intérêt légitime du réseau")
