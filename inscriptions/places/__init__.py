"""The verbs of seats: each way to register, change or leave goes through this module.

Each verb that gives or frees a seat first locks the workshops concerned (`verrou`), in one
transaction; it then counts registrations and running offers, never a stored counter (`file`).
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ateliers.enums import EtatInscription, EtatProposition, Statut
from ateliers.models import Cycle
from reseau.models import Personne

from ..courriels import cycles as lettres_du_cycle
from ..courriels import places as courriels
from ..demandes import Demande
from ..models import Dossier, Inscription, Proposition
from ..refus import InscriptionAnnulee, JourneePassee, PasEnAttente
from . import depart, questions, sequences, verrou
from .entrer import inscrire
from .etats import changer, noter, rendre
from .file import (
    clore,
    compter_apres_la_file,
    fermer_les_propositions_echues,
    servir,
    servir_les_repas,
)
from .renommer import change_de_nom, renommer, ses_autres_jours

__all__ = [
    "accepter",
    "annuler",
    "annuler_ensemble",
    "approuver",
    "avancer",
    "decliner",
    "expirer_les_propositions",
    "inscrire",
    "maintenir",
    "modifier",
    "quitter",
    "refuser",
    "remplir",
]


@transaction.atomic
def annuler(inscription: Inscription, par: Personne | None = None, motif: str = "") -> None:
    """Free the seat (or the rank, or the offer) and its meals, serve the next, write to both.

    A registered person may leave until the day is over: when it is full, past the deadline, or from
    the queue. Races: the same click twice frees one seat only; two people who leave at once promote
    two people, never the same one twice. The row given is read again.
    """
    verrou.reprendre(inscription)
    _annuler([inscription], par, motif)


@transaction.atomic
def annuler_ensemble(
    inscriptions: list[Inscription], par: Personne | None = None, motif: str = ""
) -> None:
    """Cancel several registrations together: all are out before anybody is served.

    No seat freed by one is thus offered to another. All their days are locked first, in the order
    of their keys. The rows given are not changed.
    """
    _annuler(verrou.reprendre_ensemble(inscriptions), par, motif)


@transaction.atomic
def quitter(
    dossier: Dossier,
    cycle: Cycle,
    inscriptions: list[Inscription],
    par: Personne | None = None,
    motif: str = "",
) -> list[Inscription]:
    """Leave a cycle: free seats still to come, keep days that began; return the rows left.

    The contact gets one letter for all. A person with her own address, whom the contact takes out
    with her, gets her own.

    All the days are locked first, in the order of their keys. Race: the same click twice, or a day
    cancelled in another tab; rows already cancelled are skipped.
    """
    quittees = []
    for inscription in verrou.reprendre_ensemble(inscriptions):
        if inscription.est_encore_la and inscription.atelier.debut > timezone.now():
            avant = EtatInscription(inscription.etat)
            _se_retirer(inscription, par, motif or _("A quitté le cycle."))
            quittees.append(inscription)
            if inscription.courriel.lower() not in ("", dossier.courriel.lower()):
                courriels.annulation(inscription, avant)
    depart.ne_plus_suivre(dossier, cycle, quittees)
    lettres_du_cycle.depart(dossier, cycle, quittees)
    for inscription in quittees:
        servir(inscription.atelier, par)
    return quittees


@transaction.atomic
def remplir(cle: int, par: Personne | None = None) -> list[Inscription]:
    """Offer or give free seats of the day of this key; return the rows that left the queue.

    Call it when a capacity or a date changes, in the same transaction; the worker calls it when an
    offer expires. Race: a registration or a withdrawal waits for the lock, then counts these seats.
    """
    (verrouille,) = verrou.verrouiller([cle])
    return servir(verrouille, par)


@transaction.atomic
def modifier(inscription: Inscription, demande: Demande, *, par_l_equipe: bool = False) -> None:
    """Change the details and the choices of a person, neither seat nor rank.

    Race: two people for the last meal or the last place of a sequence; and a cancellation in
    another tab, which wins. The team may change a meal after its cut-off. A new name is written on
    the other days of the person too, all locked first, in the order of their keys; raises
    DejaInscrite when another person with the same mailbox has that name on one of them.
    """
    autres_jours = ses_autres_jours(inscription) if change_de_nom(inscription, demande) else ()
    atelier = verrou.reprendre(inscription, autres_jours)
    if not inscription.est_encore_la:
        raise InscriptionAnnulee
    if atelier.est_passe():
        raise JourneePassee
    if change_de_nom(inscription, demande):
        renommer(inscription, demande)
    demande.remplir(inscription)
    inscription.save()
    noter(inscription, demande, par_l_equipe=par_l_equipe)
    if demande.reponses is not None:
        questions.repercuter(inscription, demande.reponses)
    servir(atelier, deja_au_courant=[inscription])


@transaction.atomic
def accepter(proposition: Proposition, par: Personne | None = None) -> None:
    """Take the seat offered. Raises PropositionClose when the offer has ended.

    Race: with its expiry, and with a second click; the first to take the lock decides.
    """
    atelier, inscription = verrou.reprendre_la_proposition(proposition)
    clore(proposition, EtatProposition.ACCEPTEE)
    changer(inscription, EtatInscription.CONFIRMEE, par, _("Proposition acceptée."))
    sequences.placer(inscription)
    servir_les_repas(atelier, [inscription])
    courriels.place_acceptee(inscription)


@transaction.atomic
def decliner(proposition: Proposition, par: Personne | None = None, motif: str = "") -> None:
    """Decline the offer and leave the queue; the seat goes to the next in line."""
    atelier, inscription = verrou.reprendre_la_proposition(proposition)
    clore(proposition, EtatProposition.DECLINEE, motif)
    _laisser(inscription, EtatInscription.ANNULEE, par, motif or _("Proposition déclinée."))
    courriels.annulation(inscription, EtatInscription.EN_ATTENTE)
    servir(atelier, par)


@transaction.atomic
def approuver(inscription: Inscription, par: Personne | None = None) -> None:
    """Accept a request: a seat if one is left, else a rank by the date of the request."""
    atelier = verrou.reprendre_la_demande(inscription)
    etat = EtatInscription.EN_ATTENTE
    if not compter_apres_la_file([atelier], par)[atelier.pk].est_complete:
        etat = EtatInscription.CONFIRMEE
    inscription.attend_depuis = inscription.demandee_le
    changer(inscription, etat, par, _("Demande acceptée."))
    if inscription.est_confirmee:
        sequences.placer(inscription)
    servir_les_repas(atelier, [inscription])
    courriels.approuvee(inscription)


@transaction.atomic
def refuser(inscription: Inscription, par: Personne | None, motif: str) -> None:
    """Refuse a request, with a message to the person."""
    verrou.reprendre_la_demande(inscription)
    _laisser(inscription, EtatInscription.REFUSEE, par, motif)
    courriels.refusee(inscription, motif)


@transaction.atomic
def avancer(inscription: Inscription, par: Personne | None, motif: str) -> None:
    """Move a person to the head of the queue, with a recorded reason; never beyond the seats."""
    atelier = verrou.reprendre(inscription)
    fermer_les_propositions_echues([atelier])
    file = atelier.inscriptions.dans_la_file()
    premiere = file.first()
    if premiere is None or not file.filter(pk=inscription.pk).exists():
        raise PasEnAttente
    if premiere.pk != inscription.pk:
        inscription.attend_depuis = premiere.attend_depuis - timedelta(microseconds=1)
    changer(inscription, EtatInscription.EN_ATTENTE, par, motif)
    servir(atelier, par)


@transaction.atomic
def maintenir(inscription: Inscription, par: Personne | None, motif: str) -> None:
    """Let a person come who lost the right to a reserved day: her seat or rank is unchanged."""
    verrou.reprendre(inscription)
    inscription.maintenue_le = timezone.now()
    changer(inscription, EtatInscription(inscription.etat), par, motif)


def expirer_les_propositions() -> int:
    """The duty of the worker: close expired offers and serve the next, one workshop at a time."""
    echues = Proposition.objects.echues().values_list("atelier_id", flat=True).distinct()
    annulees = Proposition.objects.en_cours().exclude(atelier__statut=Statut.PUBLIE)
    cles = sorted({*echues, *annulees.values_list("atelier_id", flat=True)})
    for cle in cles:
        remplir(cle)
    return len(cles)


def _annuler(inscriptions: list[Inscription], par: Personne | None, motif: str) -> None:
    ateliers = {}
    for inscription in inscriptions:
        atelier = inscription.atelier
        if atelier.est_passe():
            raise JourneePassee
        if inscription.est_encore_la:
            avant = EtatInscription(inscription.etat)
            _se_retirer(inscription, par, motif)
            courriels.annulation(inscription, avant)
            ateliers[atelier.pk] = atelier
    for atelier in ateliers.values():
        servir(atelier, par)


def _se_retirer(inscription: Inscription, par: Personne | None, motif: str) -> None:
    for proposition in inscription.propositions.en_cours():
        clore(proposition, EtatProposition.DECLINEE, motif)
    _laisser(inscription, EtatInscription.ANNULEE, par, motif)


def _laisser(
    inscription: Inscription, etat: EtatInscription, par: Personne | None, motif: str
) -> None:
    changer(inscription, etat, par, motif)
    rendre(inscription)
