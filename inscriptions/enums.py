from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EtatCouvert(TextChoices):
    CONFIRME = "confirme", _("réservé")
    EN_ATTENTE = "en_attente", _("en attente")
    ANNULE = "annule", _("annulé")
    A_REDISTRIBUER = "a_redistribuer", _("à redistribuer")
    REDISTRIBUE = "redistribue", _("redistribué")


# What the caterer cooks: a meal that waits for somebody to eat it is ordered all the same.
COMMANDES = (EtatCouvert.CONFIRME, EtatCouvert.A_REDISTRIBUER)


class AccesPerdu(TextChoices):
    """Why a seat taken by right stands on no right any more."""

    COMPTE = "compte", _("compte fermé")
    GROUPE = "groupe", _("ne fait plus partie du groupe")
    RESEAU = "reseau", _("ne fait plus partie du réseau")

    @classmethod
    def dire(cls, acces_perdu: str) -> str:
        """In words, for the team; nothing when nothing is lost."""
        return str(cls(acces_perdu).label) if acces_perdu else ""


class Regime(TextChoices):
    SANS = "sans", _("sans régime particulier")
    VEGETARIEN = "vegetarien", _("végétarien")
    VEGETALIEN = "vegetalien", _("végétalien")
    SANS_PORC = "sans_porc", _("sans porc")
    SANS_GLUTEN = "sans_gluten", _("sans gluten")
    ALLERGIE = "allergie", _("allergie (à préciser)")


class FormatExport(TextChoices):
    XLSX = "xlsx", _("classeur (XLSX) : une feuille par état, et les repas")
    CSV = "csv", _("tableau (CSV) des inscriptions confirmées")
    CSV_ATTENTE = "csv_attente", _("tableau (CSV) de la liste d’attente")
    PDF = "pdf", _("feuille d’émargement (PDF)")
