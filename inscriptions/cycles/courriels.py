"""The two letters about a cycle: a day is added, somebody leaves."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ateliers.models import Atelier, Cycle

from ..enums import EtatCouvert
from ..lettre import envoyer, quand_et_quoi
from ..models import Couvert, Dossier, Inscription

ICI = "inscriptions/cycles/courriels"


def journee_ajoutee(dossier: Dossier, atelier: Atelier) -> None:
    """To a page with a button; nothing is taken until she says so."""
    prendre = reverse("inscriptions:journee_ajoutee", args=[dossier.jeton, atelier.pk])
    with translation.override(settings.LANGUAGE_CODE):
        contexte = {
            "dossier": dossier,
            "atelier": atelier,
            "page": settings.SITE_URL + atelier.get_absolute_url(),
            "prendre": settings.SITE_URL + prendre,
        }
        objet = _("Une journée s’ajoute : %(atelier)s") % {"atelier": quand_et_quoi(atelier)}
        cle = f"journee-ajoutee:{dossier.pk}:{atelier.pk}"
        envoyer(f"{ICI}/journee_ajoutee", dossier.courriel, objet, contexte, cle=cle)


def depart(dossier: Dossier, cycle: Cycle, quittees: Iterable[Inscription]) -> None:
    """One letter for all the days left. No calendar file: the days take place without her.

    Their UID is that of the public feeds: cancelled in her agenda, they would look called off.
    """
    quittees = list(quittees)
    if not quittees or not dossier.courriel:
        return
    commandes = Couvert.objects.filter(
        inscription__in=[i.pk for i in quittees], etat=EtatCouvert.A_REDISTRIBUER
    )
    with translation.override(settings.LANGUAGE_CODE):
        contexte = {
            "dossier": dossier,
            "cycle": cycle,
            "inscriptions": quittees,
            "repas_a_redistribuer": commandes.exists(),
            "page": settings.SITE_URL + cycle.get_absolute_url(),
        }
        objet = _("Vous quittez le cycle : %(cycle)s") % {"cycle": cycle}
        envoyer(f"{ICI}/depart", dossier.courriel, objet, contexte)
