"""How long personal data is kept: the only list, used by declarations and by rules."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Duree:
    """A number of days, read from the setting `reglage`; `fin` says from when they count.

    Without a setting, `fin` says it all: the rows hold their own end, or leave with other rows.
    """

    nom: str
    reglage: str
    fin: Promise

    @property
    def jours(self) -> int:
        return getattr(settings, self.reglage) if self.reglage else 0


JOURNEE = _("après la journée")
ECRITURE = _("après l’écriture")

# Counted from the end of the day.
SENSIBLE = Duree("sensible", "CONSERVATION_SENSIBLE_JOURS", JOURNEE)
TELEPHONE = Duree("telephone", "CONSERVATION_TELEPHONE_JOURS", JOURNEE)
NOMS = Duree("noms", "CONSERVATION_NOMS_JOURS", JOURNEE)
# Counted from the date of writing.
DEMANDE = Duree("demande", "CONSERVATION_SENSIBLE_JOURS", _("après la demande"))
TEXTES = Duree("textes", "COURRIELS_CONSERVES_JOURS", ECRITURE)
TRACES = Duree("traces", "CONSERVATION_NOMS_JOURS", ECRITURE)
SECURITE = Duree("securite", "CONSERVATION_SECURITE_JOURS", ECRITURE)
# An account is closed on demand, or when it is unused.
COMPTE = Duree(
    "compte",
    "COMPTES_INACTIFS_FERMETURE_JOURS",
    _("sans usage du compte, ou à la demande de la personne"),
)
HEURE = Duree("heure", "", _("à la fin de l’heure"))
SESSION = Duree("session", "", _("à la fin de la visite"))
# No rule applies these; `fin` says why.
AVEC_SA_LIGNE = Duree("avec_sa_ligne", "", _("en même temps que la ligne qui la contient"))
DESARMEE = Duree("desarmee", "", _("gardé, mais n’ouvre plus aucune page une fois le reste effacé"))
PUBLIEE = Duree("publiee", "", _("tant que le réseau la publie, ou jusqu’à la demande"))
ACCORD = Duree("accord", "", _("jusqu’au retrait de l’accord"))

TENUES_PAR_UNE_REGLE = (SENSIBLE, TELEPHONE, NOMS, DEMANDE, TEXTES, TRACES, SECURITE, COMPTE)
TENUES_PAR_UNE_REGLE += (HEURE, SESSION)
