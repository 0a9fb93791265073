"""Letters about a shared car. Names and contacts only once both have agreed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Inscription
from ..models.covoiturage import MiseEnRelation, Trajet
from .lettre import ecrire

GABARITS = "inscriptions/covoiturage/courriels"
CLE = "covoiturage:"


@dataclass(frozen=True)
class Coordonnees:
    """What each gives to the other by agreeing, and nothing else."""

    prenom: str
    nom: str
    courriel: str
    telephone: str

    @property
    def nom_complet(self) -> str:
        return f"{self.prenom} {self.nom}"

    @classmethod
    def de(cls, inscription: Inscription) -> "Coordonnees":
        return cls(
            prenom=inscription.prenom,
            nom=inscription.nom,
            courriel=inscription.courriel or inscription.dossier.courriel,
            telephone=inscription.telephone,
        )


def demande(demande: MiseEnRelation) -> None:
    """Write to the person who answers: where the other comes from, no name yet."""
    demandeur = demande.demandeur
    objet = (
        _("On vous propose une place en voiture : %(atelier)s")
        if demandeur.est_voiture
        else _("On vous demande une place en voiture : %(atelier)s")
    )
    _ecrire(
        f"{GABARITS}/demande", demande.trajet_en_face(demandeur), objet, demande, autre=demandeur
    )


def accord(demande: MiseEnRelation) -> None:
    """Write to both, each with the contact of the other."""
    objet = _("Vous faites route ensemble : %(atelier)s")
    for trajet in (demande.voiture, demande.passager):
        en_face = demande.trajet_en_face(trajet)
        contact = Coordonnees.de(en_face.inscription)
        _ecrire(f"{GABARITS}/accord", trajet, objet, demande, autre=en_face, contact=contact)


def refus(demande: MiseEnRelation) -> None:
    demandeur = demande.demandeur
    objet = _("Votre demande de covoiturage : %(atelier)s")
    _ecrire(f"{GABARITS}/refus", demandeur, objet, demande, autre=demande.trajet_en_face(demandeur))


def plus_possible(demande: MiseEnRelation) -> None:
    """The request is void: the car is full, the passenger has a seat, or the trip is gone."""
    demandeur = demande.demandeur
    objet = _("Votre demande de covoiturage : %(atelier)s")
    _ecrire(
        f"{GABARITS}/plus_possible",
        demandeur,
        objet,
        demande,
        autre=demande.trajet_en_face(demandeur),
    )


def accord_rompu(demande: MiseEnRelation, a: Trajet, par: Inscription) -> None:
    objet = _("Votre covoiturage n’a plus lieu : %(atelier)s")
    _ecrire(f"{GABARITS}/accord_rompu", a, objet, demande, contact=Coordonnees.de(par))


def trajet_change(a: Trajet, trajet: Trajet) -> None:
    """Write to a fellow traveller: the hour or the commune changes."""
    objet = _("Votre covoiturage change : %(atelier)s")
    _ecrire(
        f"{GABARITS}/trajet_change",
        a,
        objet,
        None,
        autre=trajet,
        contact=Coordonnees.de(trajet.inscription),
    )


def journee_annulee(demande: MiseEnRelation) -> None:
    """Say not to wait for the car; another letter cancels the day itself."""
    objet = _("Votre covoiturage n’a plus lieu : %(atelier)s")
    for trajet in (demande.voiture, demande.passager):
        contact = Coordonnees.de(demande.trajet_en_face(trajet).inscription)
        _ecrire(f"{GABARITS}/journee_annulee", trajet, objet, demande, contact=contact)


def _ecrire(
    gabarit: str, a: Trajet, objet: Promise, demande: MiseEnRelation | None, **contexte: object
) -> None:
    inscription = a.inscription
    arguments = [inscription.jeton_du_destinataire, inscription.pk]
    contexte |= {
        "demande": demande,
        "trajet": a,
        "covoiturage": settings.SITE_URL + reverse("inscriptions:covoiturage", args=arguments),
    }
    if demande is not None:
        adresse = reverse("inscriptions:covoiturage_demande", args=[*arguments, demande.pk])
        contexte["repondre"] = settings.SITE_URL + adresse
    cle = f"{cle_du_jour(inscription.atelier.fin)}:{uuid4().hex}"
    ecrire(gabarit, inscription, objet, False, cle, None, **contexte)


def cle_du_jour(moment: datetime) -> str:
    """The prefix of the keys of these letters: its date says when they are erased."""
    return f"{CLE}{timezone.localdate(moment)}"
