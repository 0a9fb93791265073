"""May this visitor register now, and if not, why? One answer for the page."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ..enums import Acces, Statut
from ..models import Atelier


class Porte(TextChoices):
    OUVERTE = "ouverte", _("inscriptions ouvertes")
    LISTE_D_ATTENTE = "liste_d_attente", _("complet, liste d’attente ouverte")
    MEMBRES = "membres", _("réservé aux membres")
    GROUPE = "groupe", _("réservé à un groupe de travail")
    CLOSE = "close", _("inscriptions closes")
    PASSEE = "passee", _("journée passée")
    ANNULEE = "annulee", _("journée annulée")
    BROUILLON = "brouillon", _("pas encore publié")


def porte(atelier: Atelier, personne, accessible: bool | None = None) -> Porte:
    """`atelier` comes from `avec_places()`; `personne` may be anonymous.

    Pass `accessible` when the rule of access has been checked already: it saves a query.
    """
    if atelier.statut == Statut.ANNULE:
        return Porte.ANNULEE
    if atelier.est_passe():
        return Porte.PASSEE
    if atelier.statut == Statut.BROUILLON:
        return Porte.BROUILLON
    if not atelier.inscriptions_ouvertes():
        return Porte.CLOSE
    if not (atelier.est_accessible_a(personne) if accessible is None else accessible):
        return Porte.GROUPE if atelier.acces == Acces.GROUPE else Porte.MEMBRES
    return Porte.LISTE_D_ATTENTE if atelier.jauge.est_complete else Porte.OUVERTE


def inscription_de(atelier: Atelier, personne):
    """The registration of the visitor, if her account has an active one."""
    if not personne.is_authenticated:
        return None
    actives = atelier.inscriptions.actives().ou_vient(personne).avec_acces_perdu()
    return actives.select_related("dossier").order_by("demandee_le").first()
