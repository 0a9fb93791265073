from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StatutLieu(TextChoices):
    BROUILLON = "brouillon", _("brouillon")
    PUBLIE = "publie", _("publié")
    ARCHIVE = "archive", _("archivé")


class Famille(TextChoices):
    """Coded vocabularies; families of the standard have the names of its fields."""

    ACTIVITE = "activite", _("activité")
    THEME = "theme", _("thème d’atelier")
    TYPOLOGIE = "typologie", _("typologie")
    ITINERANCE = "itinerance", _("itinérance")
    SERVICE = "services", _("service")
    PUBLIC = "publics_specifiquement_adresses", _("public spécifiquement adressé")
    PRISE_EN_CHARGE = "prise_en_charge_specifique", _("prise en charge spécifique")
    FRAIS = "frais_a_charge", _("frais à charge")
    DISPOSITIF = "dispositif_programmes_nationaux", _("dispositif ou programme national")
    FORMATION = "formations_labels", _("formation ou label")
    MODALITE_ACCES = "modalites_acces", _("modalité d’accès")
    MODALITE_ACCOMPAGNEMENT = "modalites_accompagnement", _("modalité d’accompagnement")


class UnitePrix(TextChoices):
    HEURE = "heure", _("l’heure")
    DEMI_JOURNEE = "demi_journee", _("la demi-journée")
    JOUR = "jour", _("la journée")
    MOIS = "mois", _("le mois")
