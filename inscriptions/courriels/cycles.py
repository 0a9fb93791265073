"""The letters about a cycle: a day is added, a person leaves."""

from collections.abc import Collection, Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ateliers.models import Atelier, Cycle

from ..models import Couvert, Dossier, Inscription
from ..models.enums import EtatCouvert
from ..models.personnes import qui
from .lettre import envoyer, quand_et_quoi

GABARITS = "inscriptions/cycles/courriels"


def journee_ajoutee(dossier: Dossier, atelier: Atelier, personnes: list[Inscription]) -> None:
    """Write to the contact, who answers for all, and to each person with her own address.

    It leads to a page with a button; no seat is taken before an answer.
    """
    cle = f"journee-ajoutee:{dossier.pk}:{atelier.pk}"
    if dossier.courriel:
        _proposer(dossier, dossier.courriel, atelier, dossier.jeton, cle, personnes)
    for inscription in personnes:
        if not inscription.est_du_contact:
            a_elle = (inscription, inscription.courriel, atelier, inscription.jeton)
            _proposer(*a_elle, f"{cle}:{inscription.pk}")


def _proposer(
    a_qui: Dossier | Inscription,
    destinataire: str,
    atelier: Atelier,
    jeton: str,
    cle: str,
    personnes: Collection[Inscription] = (),
) -> None:
    """`personnes`: the people the contact answers for; empty in the letter of one of them."""
    prendre = reverse("inscriptions:journee_ajoutee", args=[jeton, atelier.pk])
    with translation.override(settings.LANGUAGE_CODE):
        contexte = {
            "prenom": a_qui.prenom,
            "personnes": personnes,
            "a_plusieurs": bool(personnes) and _a_nommer(personnes, a_qui),
            "atelier": atelier,
            "page": settings.SITE_URL + atelier.get_absolute_url(),
            "prendre": settings.SITE_URL + prendre,
        }
        objet = _("Une journée s’ajoute : %(atelier)s") % {"atelier": quand_et_quoi(atelier)}
        envoyer(f"{GABARITS}/journee_ajoutee", destinataire, objet, contexte, cle=cle)


def depart(dossier: Dossier, cycle: Cycle, quittees: list[Inscription]) -> None:
    """Write one letter for all the days left, without a calendar file: the days still take place.

    Their UID is the one of the public feeds: a cancellation in her agenda would look like a
    cancelled day.
    """
    if not quittees or not dossier.courriel:
        return
    elle_part = any(est_le_contact(quittee, dossier) for quittee in quittees)
    commandes = Couvert.objects.filter(
        inscription__in=[quittee.pk for quittee in quittees], etat=EtatCouvert.A_REDISTRIBUER
    )
    with translation.override(settings.LANGUAGE_CODE):
        contexte = {
            "dossier": dossier,
            "cycle": cycle,
            "inscriptions": quittees,
            "elle_part": elle_part,
            "a_plusieurs": _a_nommer(quittees, dossier),
            "repas_a_redistribuer": commandes.exists(),
            "page": settings.SITE_URL + cycle.get_absolute_url(),
        }
        objet = (
            _("Vous quittez le cycle : %(cycle)s")
            if elle_part
            else _("Départ du cycle : %(cycle)s")
        )
        objet = objet % {"cycle": cycle}
        envoyer(f"{GABARITS}/depart", dossier.courriel, objet, contexte)


def est_le_contact(inscription: Inscription, dossier: Dossier | Inscription) -> bool:
    return qui(inscription, dossier.courriel) == qui(dossier)


def _a_nommer(personnes: Iterable[Inscription], dossier: Dossier | Inscription) -> bool:
    """Must the letter give names? Not to a contact who reads about herself only."""
    return not all(est_le_contact(personne, dossier) for personne in personnes)
