"""What we write to people about their registration; each letter goes through the outbox.

Always in French: a freed seat is told to somebody else than the visitor whose language is active.
"""

import re
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from ateliers import calendrier
from ateliers.models import Atelier
from reseau.courriels.boite import deposer
from reseau.dates import jour
from reseau.models import Reseau

from .enums import EtatCouvert
from .models import Couvert, Inscription


def reponse(inscription: Inscription) -> None:
    """The answer to a registration: confirmed with the calendar file, or waiting with the rank."""
    if inscription.est_confirmee:
        _ecrire(
            "confirmee", inscription, _("Inscription confirmée : %(atelier)s"), avec_calendrier=True
        )
    else:
        _ecrire(
            "en_attente",
            inscription,
            _("Sur liste d’attente : %(atelier)s"),
            rang=inscription.rang(),
        )


def place_obtenue(inscription: Inscription) -> None:
    _ecrire(
        "place_obtenue",
        inscription,
        _("Une place s’est libérée pour vous : %(atelier)s"),
        avec_calendrier=True,
    )


def repas_obtenu(couvert: Couvert) -> None:
    _ecrire(
        "repas_obtenu",
        couvert.inscription,
        _("Votre repas est réservé : %(atelier)s"),
    )


def annulation(inscription: Inscription) -> None:
    commande = inscription.couverts.filter(etat=EtatCouvert.A_REDISTRIBUER).exists()
    _ecrire(
        "annulee",
        inscription,
        _("Inscription annulée : %(atelier)s"),
        repas_a_redistribuer=commande,
    )


def deja_inscrit(inscription: Inscription) -> None:
    """The way back to what exists, sent to its owner; once an hour, however often it is asked."""
    heure = timezone.now().strftime("%Y%m%d%H")
    _ecrire(
        "deja_inscrit",
        inscription,
        _("Vous êtes déjà sur la liste : %(atelier)s"),
        cle=f"deja-inscrit:{inscription.pk}:{heure}",
        rang=0 if inscription.est_confirmee else inscription.rang(),
    )


def retrouver(courriel: str, inscriptions: Iterable[Inscription]) -> None:
    """The links of all that somebody has to come, sent to the address they were made with."""
    with translation.override(settings.LANGUAGE_CODE):
        liens = [(_quand_et_quoi(i.atelier), i, _adresse(i)) for i in inscriptions]
        _deposer("retrouver", courriel, str(_("Vos inscriptions")), {"liens": liens})


def _ecrire(
    gabarit: str,
    inscription: Inscription,
    objet: str,
    avec_calendrier: bool = False,
    cle: str | None = None,
    **contexte,
) -> None:
    if not inscription.courriel:
        return
    atelier = inscription.atelier
    with translation.override(settings.LANGUAGE_CODE):
        contexte |= {
            "inscription": inscription,
            "atelier": atelier,
            "couverts": _couverts(inscription),
            "lien": _adresse(inscription),
            "page": settings.SITE_URL + atelier.get_absolute_url(),
            "inscrire": settings.SITE_URL + reverse("inscriptions:inscrire", args=[atelier.slug]),
        }
        pieces = []
        if avec_calendrier:
            pieces = [("inscription.ics", calendrier.fichier([atelier]), calendrier.TYPE_MIME)]
        objet = objet % {"atelier": _quand_et_quoi(atelier)}
        _deposer(gabarit, inscription.courriel, objet, contexte, pieces, cle)


def _deposer(gabarit, destinataire, objet, contexte, pieces=(), cle=None) -> None:
    reseau = Reseau.objects.le_notre()
    contexte |= {"reseau": reseau, "objet": objet, "site": settings.SITE_URL}
    message = EmailMultiAlternatives(
        subject=objet,
        body=_aere(render_to_string(f"inscriptions/courriels/{gabarit}.txt", contexte)),
        to=[destinataire],
        reply_to=[reseau.courriel] if reseau.courriel else None,
        attachments=[*pieces],
    )
    html = render_to_string(f"inscriptions/courriels/{gabarit}.html", contexte)
    message.attach_alternative(html, "text/html")
    deposer(message, cle=cle)


def _aere(texte: str) -> str:
    """One empty line between paragraphs, whatever the template left out."""
    return re.sub(r"\n{3,}", "\n\n", texte).strip() + "\n"


def _couverts(inscription: Inscription) -> list[Couvert]:
    """Her meals; the workshop is handed over so that cut-offs are read without another query."""
    couverts = list(inscription.couverts.actifs().select_related("repas"))
    for couvert in couverts:
        couvert.repas.atelier = inscription.atelier
    return couverts


def _adresse(inscription: Inscription) -> str:
    return settings.SITE_URL + inscription.dossier.get_absolute_url()


def _quand_et_quoi(atelier: Atelier) -> str:
    """« Sarrant, le pari du livre, jeudi 12 mars »: enough to know the day in a list of mails."""
    return f"{atelier.titre}, {jour(atelier.debut, annee=False)}"
