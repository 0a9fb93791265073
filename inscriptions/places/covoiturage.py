"""Sharing a car: each change to a trip or an agreement goes through this module.

Each verb first takes the lock of the day, the one of its seats. Races: two passengers accepted at
once for the last seat of a car, or a registration cancelled meanwhile; the second waits.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from ateliers.models import Atelier

from ..courriels import covoiturage as courriels
from ..demandes import ChoixDeTrajet
from ..models import Inscription
from ..models.covoiturage import MiseEnRelation, MiseEnRelationQuerySet, Trajet
from ..models.enums import EtatDemande, Sens
from ..refus import (
    CovoiturageClos,
    DejaDeclinee,
    DejaEnVoiture,
    DemandeClose,
    Incompatibles,
    TrajetEngage,
    TropDeDemandes,
    VoitureComplete,
)
from . import verrou

DEMANDES_AU_PLUS = 6  # unanswered requests, so that nobody writes to a whole day


@transaction.atomic
def enregistrer(trajet: Trajet) -> None:
    """Save a trip; fellow travellers get a letter when its hour or commune changes.

    Races: with the cancellation of its registration or of the day, and with a seat taken meanwhile.
    """
    verrou.reprendre(trajet.inscription)
    if not trajet.inscription.peut_covoiturer():
        raise CovoiturageClos
    avant = Trajet.objects.filter(inscription=trajet.inscription).first()
    trajet.pk = avant.pk if avant else None
    vives = list(_demandes().vives().du_trajet(trajet)) if avant else []
    if avant and vives and (avant.role, avant.sens) != (trajet.role, trajet.sens):
        raise TrajetEngage
    accords = [demande for demande in vives if demande.est_acceptee]
    if avant and accords and trajet.places < avant.places - avant.libres():
        raise TrajetEngage
    trajet.save()
    if avant and (avant.heure, avant.commune_id) != (trajet.heure, trajet.commune_id):
        for accord in accords:
            courriels.trajet_change(accord.trajet_en_face(trajet), trajet)


def noter(inscription: Inscription, choix: ChoixDeTrajet) -> None:
    """Save the trip given with a registration; the day must be locked.

    Others see it once the person is confirmed or waits, not while her request awaits approval.
    """
    if inscription.commune is None:
        return
    Trajet.objects.update_or_create(
        inscription=inscription,
        defaults={
            "role": choix.role,
            "commune": inscription.commune,
            "heure": choix.heure,
            "places": choix.places,
        },
    )


@transaction.atomic
def retirer_le_trajet(inscription: Inscription) -> None:
    """Remove the trip at the request of its person."""
    verrou.verrouiller([inscription.atelier_id])
    retirer(inscription)


def retirer(inscription: Inscription) -> None:
    """Remove the trip; write to people with an agreement, and to those whose request waits.

    A verb that ends a registration calls it, in its transaction, with the day locked.
    """
    trajet = Trajet.objects.filter(inscription=inscription).first()
    if trajet is None:
        return
    for demande in _demandes().vives().du_trajet(trajet):
        if demande.est_acceptee:
            courriels.accord_rompu(demande, a=demande.trajet_en_face(trajet), par=inscription)
        elif not demande.est_demandee_par(trajet):
            courriels.plus_possible(demande)
    trajet.delete()


@transaction.atomic
def dissoudre(atelier: Atelier) -> None:
    """Remove the trips of a cancelled day; write to people with an agreement."""
    verrou.verrouiller([atelier.pk])
    trajets = Trajet.objects.filter(inscription__atelier=atelier)
    for accord in _demandes().acceptees().filter(voiture__in=trajets):
        courriels.journee_annulee(accord)
    trajets.delete()


@transaction.atomic
def mettre_en_relation(moi: Trajet, en_face: Trajet) -> MiseEnRelation:
    """Ask a driver for a seat, or offer one to a passenger; write to the other person.

    Race: both ask each other at once, or one clicks twice; the second finds the request of the
    first, which is returned as it is.
    """
    moi, en_face = _relire(moi, en_face)
    voiture, passager = (moi, en_face) if moi.est_voiture else (en_face, moi)
    sens = Sens(moi.sens).commun(Sens(en_face.sens))
    if moi.role == en_face.role or sens is None:
        raise Incompatibles
    demande = _demandes().filter(voiture=voiture, passager=passager).first()
    if demande is not None and (demande.attend or demande.est_acceptee):
        return demande
    _verifier_les_places(voiture, passager, sens)
    _verifier_la_politesse(moi, demande)
    demande, _creee = MiseEnRelation.objects.update_or_create(
        voiture=voiture,
        passager=passager,
        defaults={
            "demandee_par": moi.role,
            "sens": sens,
            "etat": EtatDemande.EN_ATTENTE,
            "demandee_le": timezone.now(),
            "repondue_le": None,
        },
    )
    courriels.demande(_demandes().get(pk=demande.pk))
    return demande


@transaction.atomic
def accepter(demande: MiseEnRelation, par: Trajet) -> None:
    """Agree: each gets the name and contact of the other; requests made impossible are withdrawn.

    Races: two passengers for the last seat of a car, two cars for one passenger, and a request
    withdrawn at the same time. A second answer changes nothing.
    """
    demande = _reprendre(demande)
    if demande.est_acceptee:
        return
    if not demande.attend or demande.est_demandee_par(par):
        raise DemandeClose
    voiture, passager = _relire(demande.voiture, demande.passager)
    _verifier_les_places(voiture, passager, Sens(demande.sens))
    _regler(demande, EtatDemande.ACCEPTEE)
    courriels.accord(demande)
    _clore_les_impossibles(demande)


@transaction.atomic
def refuser(demande: MiseEnRelation, par: Trajet) -> None:
    demande = _reprendre(demande)
    if demande.etat == EtatDemande.REFUSEE:
        return
    if not demande.attend or demande.est_demandee_par(par):
        raise DemandeClose
    _regler(demande, EtatDemande.REFUSEE)
    courriels.refus(demande)


@transaction.atomic
def renoncer(demande: MiseEnRelation, par: Trajet) -> None:
    """Withdraw a request, or an agreement: its seat is free again and the other person is told."""
    demande = _reprendre(demande)
    if not (demande.est_acceptee or (demande.attend and demande.est_demandee_par(par))):
        return
    if demande.est_acceptee:
        a = demande.trajet_en_face(par)
        courriels.accord_rompu(demande, a=a, par=demande.trajet_en_face(a).inscription)
    _regler(demande, EtatDemande.RETIREE)


def _demandes() -> MiseEnRelationQuerySet:
    return MiseEnRelation.objects.avec_les_deux()


def _relire(*trajets: Trajet) -> list[Trajet]:
    """Lock the day, then read the trips again: one may be removed, or full, meanwhile."""
    verrou.verrouiller([trajets[0].inscription.atelier_id])
    relus = (
        Trajet.objects.filter(pk__in=[trajet.pk for trajet in trajets])
        .select_related("inscription__atelier__lieu")
        .avec_accords()
    )
    par_cle = {trajet.pk: trajet for trajet in relus}
    if len(par_cle) < len(trajets) or not all(
        t.inscription.peut_covoiturer() for t in par_cle.values()
    ):
        raise CovoiturageClos
    if len({t.inscription.atelier_id for t in par_cle.values()}) > 1:
        raise Incompatibles
    return [par_cle[trajet.pk] for trajet in trajets]


def _reprendre(demande: MiseEnRelation) -> MiseEnRelation:
    verrou.verrouiller([demande.voiture.inscription.atelier_id])
    relue = _demandes().filter(pk=demande.pk).first()
    if relue is None:
        raise DemandeClose
    return relue


def _verifier_les_places(voiture: Trajet, passager: Trajet, sens: Sens) -> None:
    if voiture.libres(sens) < 1:
        raise VoitureComplete
    if passager.est_case(sens):
        raise DejaEnVoiture


def _verifier_la_politesse(moi: Trajet, demande: MiseEnRelation | None) -> None:
    """Refuse a new request after a refusal, and too many unanswered ones."""
    if demande and demande.etat == EtatDemande.REFUSEE and demande.est_demandee_par(moi):
        raise DejaDeclinee
    envoyees = MiseEnRelation.objects.en_attente().du_trajet(moi).filter(demandee_par=moi.role)
    if envoyees.count() >= DEMANDES_AU_PLUS:
        raise TropDeDemandes


def _clore_les_impossibles(accord: MiseEnRelation) -> None:
    """Withdraw impossible requests; other people whose request is withdrawn get a letter."""
    for demande in list(_rendues_impossibles(accord)):
        _regler(demande, EtatDemande.RETIREE)
        if demande.demandeur.pk not in (accord.voiture_id, accord.passager_id):
            courriels.plus_possible(demande)


def _rendues_impossibles(accord: MiseEnRelation) -> Iterable[MiseEnRelation]:
    """Requests of the passenger in the same direction, and requests to a full car."""
    for demande in _demandes().en_attente().du_trajet(accord.passager):
        if Sens(accord.sens).commun(Sens(demande.sens)):
            yield demande
    voiture = Trajet.objects.avec_accords().get(pk=accord.voiture_id)
    for demande in _demandes().en_attente().filter(voiture=voiture):
        if demande.passager_id != accord.passager_id and voiture.libres(Sens(demande.sens)) < 1:
            yield demande


def _regler(demande: MiseEnRelation, etat: EtatDemande) -> None:
    demande.etat = etat
    demande.repondue_le = timezone.now()
    demande.save(update_fields=["etat", "repondue_le"])
