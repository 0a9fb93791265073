from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Statut(TextChoices):
    BROUILLON = "brouillon", _("brouillon")
    PUBLIE = "publie", _("publié")
    ANNULE = "annule", _("annulé")


class Genre(TextChoices):
    ATELIER = "atelier", _("atelier")
    RENCONTRE = "rencontre", _("rencontre")
    PLENIERE = "pleniere", _("plénière")
    AFTERWORK = "afterwork", _("afterwork")
    VISITE = "visite", _("visite")


class Format(TextChoices):
    SUR_PLACE = "sur_place", _("sur place")
    EN_LIGNE = "en_ligne", _("en ligne")
    HYBRIDE = "hybride", _("sur place et en ligne")


class Acces(TextChoices):
    PUBLIC = "public", _("ouvert à tous et toutes")
    MEMBRES = "membres", _("réservé aux membres du réseau")
    GROUPE = "groupe", _("réservé à un groupe de travail")


class EtatInscription(TextChoices):
    """In this app rather than in inscriptions: an Atelier counts seats by state."""

    DEMANDEE = "demandee", _("à approuver")
    CONFIRMEE = "confirmee", _("confirmée")
    EN_ATTENTE = "en_attente", _("en liste d’attente")
    ANNULEE = "annulee", _("annulée")
    REFUSEE = "refusee", _("refusée")


class EtatProposition(TextChoices):
    """State of a freed seat offered to a person; the seat is held for her while it runs."""

    EN_COURS = "en_cours", _("en cours")
    ACCEPTEE = "acceptee", _("acceptée")
    DECLINEE = "declinee", _("déclinée")
    EXPIREE = "expiree", _("restée sans réponse")
    RETIREE = "retiree", _("retirée")


class Periode(TextChoices):
    """Periods of the agenda; by default, everything still to come."""

    CE_MOIS = "ce_mois", _("Ce mois-ci")
    MOIS_PROCHAIN = "mois_prochain", _("Le mois prochain")
    TROIS_MOIS = "trois_mois", _("Les trois prochains mois")
    PASSES = "passes", _("Déjà passés")


class TypeRepas(TextChoices):
    DEJEUNER = "dejeuner", _("déjeuner")
    DINER = "diner", _("dîner")


class Reglement(TextChoices):
    """How a meal is paid."""

    PRIS_EN_CHARGE = "pris_en_charge", _("pris en charge par le réseau")
    PRIX = "prix", _("à prix fixe")
    LIBRE = "libre", _("participation libre")
