"""Sharing a car: say one's trip, ask, answer, withdraw. All of it goes through this module.

Whoever writes first takes the lock of the day, the one of its seats: two passengers accepted at
once for the last seat of a car queue at that door, and so does a registration being cancelled.
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

DEMANDES_AU_PLUS = 6  # unanswered at once, so that nobody writes to a whole day


@transaction.atomic
def enregistrer(trajet: Trajet) -> None:
    """Write down a trip, new or changed; who travels with it learns of another hour or commune.

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
    """Write down what she said of her trip while registering, the day being locked.

    Others see it once she is in, or waits: a request not approved yet shows to nobody.
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
    """From her own page: nobody sees her trip any more."""
    verrou.verrouiller([inscription.atelier_id])
    retirer(inscription)


def retirer(inscription: Inscription) -> None:
    """Take the trip away and tell who counted on it, or waits for her answer.

    To be called by whoever ends a registration, in its transaction, the day being locked.
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
    """The day is called off: no more trips; who had agreed learns that the car does not leave."""
    verrou.verrouiller([atelier.pk])
    trajets = Trajet.objects.filter(inscription__atelier=atelier)
    for accord in _demandes().acceptees().filter(voiture__in=trajets):
        courriels.journee_annulee(accord)
    trajets.delete()


@transaction.atomic
def mettre_en_relation(moi: Trajet, en_face: Trajet) -> MiseEnRelation:
    """Ask a car for a seat, or offer one to a passenger; write to the other one.

    Race: both ask each other at once, or one clicks twice; whoever comes second finds the first
    one's request, which is returned as it stands.
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
    """Both get the other's name and contact; what this makes impossible is withdrawn.

    Races: two passengers for the last seat of a car, two cars for one passenger, and the asker
    who withdraws at the same instant. Answering twice is answering once.
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
    """Withdraw what one asked, or an agreement: its seat is free again, the other one learns it."""
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
    """Lock the day, then read the trips again: one may have gone, or filled up, meanwhile."""
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
    """Who was told no does not ask again; nobody writes to a whole day at once."""
    if demande and demande.etat == EtatDemande.REFUSEE and demande.est_demandee_par(moi):
        raise DejaDeclinee
    envoyees = MiseEnRelation.objects.en_attente().du_trajet(moi).filter(demandee_par=moi.role)
    if envoyees.count() >= DEMANDES_AU_PLUS:
        raise TropDeDemandes


def _clore_les_impossibles(accord: MiseEnRelation) -> None:
    """Withdraw what nobody can accept any more; a third person who waits for an answer gets one."""
    for demande in list(_rendues_impossibles(accord)):
        _regler(demande, EtatDemande.RETIREE)
        if demande.demandeur.pk not in (accord.voiture_id, accord.passager_id):
            courriels.plus_possible(demande)


def _rendues_impossibles(accord: MiseEnRelation) -> Iterable[MiseEnRelation]:
    """The passenger has her seat, and the car may be full."""
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
