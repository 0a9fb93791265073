"""What we answer to people about their seat and their meal."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from .enums import EtatCouvert
from .lettre import adresse, ecrire, envoyer, quand_et_quoi
from .models import Couvert, Inscription

ICI = "inscriptions/courriels"


def reponse(inscription: Inscription) -> None:
    """The answer to a registration: confirmed with the calendar file, or waiting with the rank."""
    if inscription.est_confirmee:
        objet = _("Inscription confirmée : %(atelier)s")
        ecrire(f"{ICI}/confirmee", inscription, objet, avec_calendrier=True)
    else:
        objet = _("Sur liste d’attente : %(atelier)s")
        ecrire(f"{ICI}/en_attente", inscription, objet, rang=inscription.rang())


def place_obtenue(inscription: Inscription) -> None:
    objet = _("Une place s’est libérée pour vous : %(atelier)s")
    ecrire(f"{ICI}/place_obtenue", inscription, objet, avec_calendrier=True)


def repas_obtenu(couvert: Couvert) -> None:
    ecrire(f"{ICI}/repas_obtenu", couvert.inscription, _("Votre repas est réservé : %(atelier)s"))


def annulation(inscription: Inscription) -> None:
    commande = inscription.couverts.filter(etat=EtatCouvert.A_REDISTRIBUER).exists()
    objet = _("Inscription annulée : %(atelier)s")
    ecrire(f"{ICI}/annulee", inscription, objet, repas_a_redistribuer=commande)


def deja_inscrit(inscription: Inscription) -> None:
    """The way back to what exists, sent to its owner; once an hour, however often it is asked."""
    heure = timezone.now().strftime("%Y%m%d%H")
    ecrire(
        f"{ICI}/deja_inscrit",
        inscription,
        _("Vous êtes déjà sur la liste : %(atelier)s"),
        cle=f"deja-inscrit:{inscription.pk}:{heure}",
        rang=0 if inscription.est_confirmee else inscription.rang(),
    )


def retrouver(courriel: str, inscriptions: Iterable[Inscription]) -> None:
    """The links of all that somebody has to come, sent to the address they were made with."""
    with translation.override(settings.LANGUAGE_CODE):
        liens = [(quand_et_quoi(i.atelier), i, adresse(i)) for i in inscriptions]
        envoyer(f"{ICI}/retrouver", courriel, str(_("Vos inscriptions")), {"liens": liens})
