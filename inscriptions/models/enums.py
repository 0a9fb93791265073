from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ateliers.enums import EtatInscription


class EtatCouvert(TextChoices):
    CONFIRME = "confirme", _("réservé")
    EN_ATTENTE = "en_attente", _("en attente")
    ANNULE = "annule", _("annulé")
    A_REDISTRIBUER = "a_redistribuer", _("à redistribuer")
    REDISTRIBUE = "redistribue", _("redistribué")


# Meals that the caterer cooks: one that waits for somebody to eat it is ordered too.
COMMANDES = (EtatCouvert.CONFIRME, EtatCouvert.A_REDISTRIBUER)


class AccesPerdu(TextChoices):
    """The right that a seat stands on no more."""

    COMPTE = "compte", _("compte fermé")
    GROUPE = "groupe", _("ne fait plus partie du groupe")
    RESEAU = "reseau", _("ne fait plus partie du réseau")

    @classmethod
    def dire(cls, acces_perdu: str) -> str:
        """In words, for the team; "" when nothing is lost."""
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


class Role(TextChoices):
    PROPOSE = "propose", _("je propose des places")
    CHERCHE = "cherche", _("je cherche une place")


class Bout(TextChoices):
    """Half of a round trip: a seat is taken for one half or for both."""

    ALLER = "aller", _("aller")
    RETOUR = "retour", _("retour")


class Sens(TextChoices):
    ALLER_RETOUR = "aller_retour", _("aller et retour")
    ALLER = "aller", _("aller seulement")
    RETOUR = "retour", _("retour seulement")

    @property
    def bouts(self) -> set[str]:
        return set(Bout) if self == Sens.ALLER_RETOUR else {Bout(self.value)}

    def commun(self, sens: "Sens") -> "Sens | None":
        """The part of the trip that both make, or None."""
        bouts = self.bouts & sens.bouts
        if not bouts:
            return None
        return Sens.ALLER_RETOUR if len(bouts) > 1 else Sens(bouts.pop().value)


class EtatDemande(TextChoices):
    EN_ATTENTE = "en_attente", _("en attente de réponse")
    ACCEPTEE = "acceptee", _("acceptée")
    REFUSEE = "refusee", _("déclinée")
    RETIREE = "retiree", _("retirée")


class TypeDeQuestion(TextChoices):
    TEXTE_COURT = "texte_court", _("texte court, sur une ligne")
    TEXTE_LONG = "texte_long", _("texte long, sur plusieurs lignes")
    CHOIX = "choix", _("une réponse parmi plusieurs")
    PLUSIEURS_CHOIX = "plusieurs_choix", _("plusieurs réponses possibles")
    OUI_NON = "oui_non", _("oui ou non")


OUI, NON = "oui", "non"
A_CHOIX = (TypeDeQuestion.CHOIX, TypeDeQuestion.PLUSIEURS_CHOIX)
FERMEES = (*A_CHOIX, TypeDeQuestion.OUI_NON)


class GenreDeRappel(TextChoices):
    RECONFIRMATION = "reconfirmation", _("demande de reconfirmation")
    VEILLE = "veille", _("rappel de la veille")


# States of people who come or hope to: only they see the trips of a day.
PRESENTS = (EtatInscription.CONFIRMEE, EtatInscription.EN_ATTENTE)
