from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    PROPOSE = "propose", _("je propose des places")
    CHERCHE = "cherche", _("je cherche une place")


class Bout(TextChoices):
    """Half of a round trip: a seat is taken on one, on the other, or on both."""

    ALLER = "aller", _("aller")
    RETOUR = "retour", _("retour")


class Sens(TextChoices):
    ALLER_RETOUR = "aller_retour", _("aller et retour")
    ALLER = "aller", _("aller seulement")
    RETOUR = "retour", _("retour seulement")

    @property
    def bouts(self) -> set[str]:
        return set(Bout) if self == Sens.ALLER_RETOUR else {Bout(self.value)}

    def commun(self, autre: "Sens") -> "Sens | None":
        """What two people may do together, if anything."""
        bouts = self.bouts & autre.bouts
        if not bouts:
            return None
        return Sens.ALLER_RETOUR if len(bouts) > 1 else Sens(bouts.pop().value)


class EtatDemande(TextChoices):
    EN_ATTENTE = "en_attente", _("en attente de réponse")
    ACCEPTEE = "acceptee", _("acceptée")
    REFUSEE = "refusee", _("déclinée")
    RETIREE = "retiree", _("retirée")
