"""Seats: who gets one, who waits, who is next. Every way in goes through this module.

Whoever gives or frees a seat first locks the rows of the workshops concerned, in the order of their
keys so that two cycles asked in opposite orders cannot block each other, all in one transaction;
then counts registrations, never a stored counter. On PostgreSQL the row lock is the queue at the
door; on SQLite the transaction itself is (BEGIN IMMEDIATE), and `select_for_update` is silent.
"""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ateliers.enums import EtatInscription, Statut
from ateliers.jauge import Jauge
from ateliers.models import Atelier
from reseau.models import Personne

from . import courriels, couverts
from .demandes import Demande, Reponse
from .models import ChangementEtat, Dossier, Inscription
from .refus import AccesReserve, InscriptionAnnulee, InscriptionsFermees, JourneePassee


def verifier_ouverture(atelier: Atelier, personne) -> None:
    """Raise the reason why `personne` (maybe anonymous, maybe None) cannot register by herself."""
    if not atelier.inscriptions_ouvertes():
        raise InscriptionsFermees
    if not atelier.est_accessible_a(personne or AnonymousUser()):
        raise AccesReserve


@transaction.atomic
def inscrire(
    demande: Demande,
    ateliers: Iterable[Atelier],
    par: Personne | None = None,
    *,
    par_l_equipe: bool = False,
) -> Reponse:
    """Give the person a seat in each of `ateliers`, else the end of its queue, and write to her.

    Races: many people for the last seat, and one person who submits twice. Whoever takes the lock
    second counts what the first one wrote. All or nothing: one refused day refuses them all.
    The team (`par_l_equipe`) may register someone after the deadline or past the rule of access,
    until the day is over; never beyond the capacity.
    """
    ateliers = _verrouiller(atelier.pk for atelier in ateliers)
    for atelier in ateliers:
        _verifier(atelier, par, par_l_equipe)
    connues = _deja_connues(demande.courriel, ateliers)
    deja = [i for i in connues.values() if i.est_active]
    a_donner = [a for a in ateliers if a.pk not in {i.atelier_id for i in deja}]
    dossier = _ouvrir_dossier(demande, par) if a_donner else None
    nouvelles = [_placer(demande, dossier, a, connues.get(a.pk), par) for a in a_donner]
    for inscription in nouvelles:
        courriels.reponse(inscription)
    for inscription in deja:
        courriels.deja_inscrit(inscription)
    return Reponse(dossier, nouvelles, deja)


@transaction.atomic
def annuler(inscription: Inscription, par: Personne | None = None, motif: str = "") -> None:
    """Free the seat (or the rank) and its meals, serve the next in line, write to both.

    Anybody registered may leave at any time until the day is over: full, past the deadline, from
    the queue. Races: the same click twice frees one seat only; two people leaving at once promote
    two people, never the same one twice.
    """
    atelier = _reprendre(inscription)
    if atelier.est_passe():
        raise JourneePassee
    if not inscription.est_active:
        return
    _changer(inscription, EtatInscription.ANNULEE, par, motif)
    couverts.rendre(inscription)
    courriels.annulation(inscription)
    _servir(atelier, par)


@transaction.atomic
def remplir(atelier: Atelier, par: Personne | None = None) -> list[Inscription]:
    """Give seats and meals to those who wait while some remain; return who left the queue.

    To be called when a capacity grows, in the transaction that changes it. Race: with a
    registration or a withdrawal, which wait for the lock and then see the new capacity.
    """
    (verrouille,) = _verrouiller([atelier.pk])
    return _servir(verrouille, par)


@transaction.atomic
def modifier(inscription: Inscription, demande: Demande) -> None:
    """Change who she is and what she eats, neither her seat nor her rank.

    Race: two people for the last meal; and a cancellation in another tab, which wins.
    """
    atelier = _reprendre(inscription)
    if not inscription.est_active:
        raise InscriptionAnnulee
    if atelier.est_passe():
        raise JourneePassee
    demande.remplir(inscription)
    inscription.save()
    couverts.demander(inscription, demande.repas)
    _servir(atelier, deja_au_courant=[inscription])


def _verrouiller(cles: Iterable[int]) -> list[Atelier]:
    """The lock. Without it 200 people get more than the 30 seats (see test_concurrence)."""
    return list(
        Atelier.objects.select_for_update(of=("self",), no_key=True)
        .select_related("lieu__commune", "cycle")
        .filter(pk__in=list(cles))
        .order_by("pk")
    )


def _reprendre(inscription: Inscription) -> Atelier:
    """Lock the workshop, then read the registration again: it may have changed meanwhile."""
    (atelier,) = _verrouiller([inscription.atelier_id])
    inscription.refresh_from_db(from_queryset=Inscription.objects.select_related("dossier"))
    inscription.atelier = atelier
    return atelier


def _verifier(atelier: Atelier, par: Personne | None, par_l_equipe: bool) -> None:
    if not par_l_equipe:
        verifier_ouverture(atelier, par)
    elif atelier.statut != Statut.PUBLIE or atelier.est_passe():
        raise InscriptionsFermees


def _deja_connues(courriel: str, ateliers: list[Atelier]) -> dict[int, Inscription]:
    """The person's row for each workshop: the active one, else the last one she cancelled."""
    if not courriel:
        return {}
    lignes = (
        Inscription.objects.du_courriel(courriel)
        .filter(atelier__in=ateliers)
        .select_related("dossier")
        .order_by("demandee_le", "pk")
    )
    connues = {}
    par_cle = {atelier.pk: atelier for atelier in ateliers}
    for inscription in sorted(lignes, key=lambda i: i.est_active):
        inscription.atelier = par_cle[inscription.atelier_id]
        connues[inscription.atelier_id] = inscription
    return connues


def _ouvrir_dossier(demande: Demande, par: Personne | None) -> Dossier:
    """A new dossier, so a new link: an old one never opens what was asked for later.

    It joins the account of `par` only if the address is hers and verified: a registration made with
    the address of somebody else must not tell, by showing up in an account, that it was new.
    """
    a_elle = (
        par is not None
        and par.is_authenticated
        and EmailAddress.objects.filter(
            user=par, verified=True, email__iexact=demande.courriel
        ).exists()
    )
    return Dossier.objects.create(
        prenom=demande.prenom,
        nom=demande.nom,
        courriel=demande.courriel.lower(),
        personne=par if a_elle else None,
        veut_les_annonces_depuis=timezone.now() if demande.veut_les_annonces else None,
    )


def _placer(
    demande: Demande,
    dossier: Dossier,
    atelier: Atelier,
    ancienne: Inscription | None,
    par: Personne | None,
) -> Inscription:
    """Give the seat or the last rank; a cancelled row of hers is taken up again, as a new one."""
    jauge = _compter(atelier)
    if jauge.en_attente and not jauge.est_complete:
        _servir(atelier, par)  # nobody overtakes the queue
        jauge = _compter(atelier)
    inscription = ancienne or Inscription(atelier=atelier, courriel=demande.courriel.lower())
    demande.remplir(inscription)
    inscription.dossier = dossier
    inscription.demandee_le = timezone.now()
    inscription.reconfirmee_le = None
    etat = EtatInscription.EN_ATTENTE if jauge.est_complete else EtatInscription.CONFIRMEE
    _changer(inscription, etat, par)
    if demande.repas:
        couverts.demander(inscription, demande.repas)
    return inscription


def _compter(atelier: Atelier) -> Jauge:
    comptes = atelier.inscriptions.aggregate(
        inscrits=Count("pk", filter=Q(etat=EtatInscription.CONFIRMEE)),
        en_attente=Count("pk", filter=Q(etat=EtatInscription.EN_ATTENTE)),
    )
    return Jauge(atelier.capacite, **comptes)


def _servir(
    atelier: Atelier, par: Personne | None = None, deja_au_courant: Iterable[Inscription] = ()
) -> list[Inscription]:
    """Give what is free, seats then meals, in the order of the queues; write to who gains."""
    promues = []
    jauge = _compter(atelier)
    if jauge.en_attente and atelier.statut == Statut.PUBLIE and atelier.debut > timezone.now():
        promues = list(atelier.inscriptions.en_attente().select_related("dossier")[: jauge.libres])
    for inscription in promues:
        inscription.atelier = atelier
        _changer(inscription, EtatInscription.CONFIRMEE, par, _("Une place s’est libérée."))
    _servir_les_repas(atelier, [*promues, *deja_au_courant])
    for inscription in promues:
        courriels.place_obtenue(inscription)
    return promues


def _servir_les_repas(atelier: Atelier, deja_au_courant: Iterable[Inscription]) -> None:
    """Serve the queues of the meals; who hears of it in another mail gets no second one."""
    au_courant = {inscription.pk for inscription in deja_au_courant}
    for couvert in couverts.servir(atelier):
        if couvert.inscription_id not in au_courant:
            courriels.repas_obtenu(couvert)


def _changer(
    inscription: Inscription, etat: EtatInscription, par: Personne | None, motif: str = ""
) -> None:
    avant = inscription.etat
    inscription.etat = etat
    inscription.save()
    ChangementEtat.objects.create(
        inscription=inscription,
        avant=avant,
        apres=etat,
        par=par if par is not None and par.is_authenticated else None,
        motif=motif,
    )
