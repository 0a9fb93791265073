"""The queue of a workshop: who gets what is free. Called under its lock only.

Free seats are first offered to people who wait, in order, for the time given by `echeance`; without
a delay or without time left, the seat is given at once. Meals follow.
"""

from collections.abc import Collection, Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from ateliers.enums import EtatInscription, EtatProposition, Statut
from ateliers.jauge import Jauge
from ateliers.models import Atelier
from reseau.models import Personne

from ..courriels import places as courriels
from ..courriels import propositions as lettres
from ..models import Inscription, Proposition
from ..models.lectures import comptes_des, propositions_en_cours
from . import couverts, sequences
from .echeance import echeance, suivre
from .etats import changer, rendre


def compter_les(ateliers: Collection[Atelier]) -> dict[int, Jauge]:
    """The current seats of each day, in one statement, read after the lock was taken."""
    capacites = {atelier.pk: atelier.capacite for atelier in ateliers}
    return {
        cle: Jauge(capacites[cle], inscrits, en_attente, propositions)
        for cle, inscrits, en_attente, propositions in comptes_des(capacites)
    }


def compter(atelier: Atelier) -> Jauge:
    return compter_les([atelier])[atelier.pk]


def compter_apres_la_file(ateliers: Collection[Atelier], par: Personne | None) -> dict[int, Jauge]:
    """The seats of each day after its queue was served, so that nobody overtakes it."""
    jauges = compter_les(ateliers)
    for atelier in ateliers:
        jauge = jauges[atelier.pk]
        if jauge.en_attente and jauge.libres != 0:
            servir(atelier, par)
            jauges[atelier.pk] = compter(atelier)
    return jauges


def servir(
    atelier: Atelier, par: Personne | None = None, deja_au_courant: Iterable[Inscription] = ()
) -> list[Inscription]:
    """Update offers, then serve waiting people; write to the people concerned.

    Return the rows that left the queue, with a seat or with an offer.
    """
    fermer_les_propositions_echues([atelier])
    servies = []
    if atelier.statut == Statut.PUBLIE and atelier.debut > timezone.now():
        jauge = _reprendre_les_places_de_trop(atelier)
        servies = _donner_les_places(atelier, jauge, par)
    confirmees = [inscription for inscription in servies if inscription.est_confirmee]
    servir_les_repas(atelier, [*confirmees, *deja_au_courant])
    for inscription in confirmees:
        courriels.place_obtenue(inscription)
    return servies


def servir_les_repas(atelier: Atelier, deja_au_courant: Iterable[Inscription]) -> None:
    """Serve the queues of meals; people who read it in another letter get no second one.

    Meals of a cancelled day are not served: a meal left there is given to nobody.
    """
    if atelier.statut != Statut.PUBLIE:
        return
    au_courant = {inscription.pk for inscription in deja_au_courant}
    for couvert in couverts.servir(atelier):
        if couvert.inscription_id not in au_courant:
            courriels.repas_obtenu(couvert)


def fermer_les_propositions_echues(ateliers: Iterable[Atelier]) -> None:
    """Close expired offers: the person leaves the queue, may join its end, and is told once.

    A day that began or is cancelled makes no offers: there people keep their place in the queue.
    """
    for proposition in _en_cours(ateliers):
        atelier = proposition.atelier
        ouverte = atelier.statut == Statut.PUBLIE and atelier.debut > timezone.now()
        if proposition.est_valable() and ouverte:
            continue
        if atelier.statut != Statut.PUBLIE:
            clore(proposition, EtatProposition.RETIREE, _("La journée est annulée."))
            continue
        motif = _("Proposition restée sans réponse.")
        clore(proposition, EtatProposition.EXPIREE, motif)
        changer(proposition.inscription, EtatInscription.ANNULEE, motif=motif)
        rendre(proposition.inscription)
        lettres.expiree(proposition)


def clore(proposition: Proposition, etat: EtatProposition, motif: str = "") -> None:
    proposition.etat = etat
    proposition.close_le = timezone.now()
    proposition.motif = motif
    proposition.save(update_fields=["etat", "close_le", "motif"])


def _en_cours(ateliers: Iterable[Atelier]) -> list[Proposition]:
    """Running offers in the order they were made; each gets the workshop already read."""
    par_cle = {atelier.pk: atelier for atelier in ateliers}
    propositions = propositions_en_cours(par_cle)
    for proposition in propositions:
        atelier = par_cle[proposition.atelier_id]
        proposition.atelier = proposition.inscription.atelier = atelier
    return propositions


def _reprendre_les_places_de_trop(atelier: Atelier) -> Jauge:
    """Withdraw offers beyond a lowered capacity, last made first; adapt deadlines to a moved day.

    Return the seats after that.
    """
    jauge = compter(atelier)
    if not jauge.propositions:
        return jauge
    en_cours = _en_cours([atelier])
    if atelier.capacite is not None:
        de_trop = min(len(en_cours), max(0, jauge.inscrits + len(en_cours) - atelier.capacite))
        for proposition in en_cours[len(en_cours) - de_trop :]:
            clore(proposition, EtatProposition.RETIREE, _("Le nombre de places a été réduit."))
            lettres.retiree(proposition)
    for proposition in en_cours:
        fin = suivre(proposition.expire_le, atelier.debut)
        if proposition.est_valable() and fin != proposition.expire_le:
            proposition.expire_le = fin
            proposition.save(update_fields=["expire_le"])
    return compter(atelier)


def _donner_les_places(atelier: Atelier, jauge: Jauge, par: Personne | None) -> list[Inscription]:
    if not jauge.en_attente or jauge.libres == 0:
        return []
    file = atelier.inscriptions.dans_la_file().select_related("dossier")
    servies = list(file[: jauge.libres])
    jusqu_a = echeance(atelier.debut, timezone.now())
    for inscription in servies:
        inscription.atelier = atelier
        if jusqu_a is None:
            changer(inscription, EtatInscription.CONFIRMEE, par, _("Une place s’est libérée."))
            sequences.placer(inscription)
        else:
            lettres.proposer(
                Proposition.objects.create(
                    inscription=inscription, atelier=atelier, expire_le=jusqu_a
                )
            )
    return servies
