"""Meals: each has its own capacity, cut-off and queue.

Race: two people for the last meal. Only `inscriptions.places` calls this module to change a meal,
and it holds the lock of the workshop.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from ateliers.models import Atelier, Repas
from ateliers.programme.compte import CompteDeRepas
from reseau.models import Personne

from ..demandes import ChoixDeRepas
from ..models import Couvert, Inscription, Redistribution
from ..models.enums import COMMANDES, EtatCouvert
from ..models.lectures import repas_avec_comptes
from ..refus import CommandesCloses, CouvertIndisponible


@dataclass(frozen=True)
class RepasDuJour:
    """A meal of a day, with its current figures."""

    repas: Repas
    compte: CompteDeRepas


def repas_des_jours(ateliers: Iterable[Atelier]) -> dict[int, list[RepasDuJour]]:
    """The meals of each day in order, by key of day."""
    jours = {atelier.pk: atelier for atelier in ateliers}
    par_jour: dict[int, list[RepasDuJour]] = defaultdict(list)
    for repas, compte in repas_avec_comptes(jours):
        repas.atelier = jours[repas.atelier_id]
        par_jour[repas.atelier_id].append(RepasDuJour(repas, compte))
    return par_jour


def repas_du_jour(atelier: Atelier) -> list[RepasDuJour]:
    return repas_des_jours([atelier]).get(atelier.pk, [])


def tenus_par(inscription: Inscription) -> dict[int, Couvert]:
    """The meals of a person by key of meal, including those she left."""
    return {couvert.repas_id: couvert for couvert in inscription.couverts.order_by()}


def commander(
    inscription: Inscription,
    choix: Mapping[int, ChoixDeRepas],
    tenus: Mapping[int, Couvert],
    *,
    par_l_equipe: bool = False,
) -> list[Couvert]:
    """Take, change or leave meals of the day, from `tenus` (current ones) to the choices.

    Return the meals written for this person, in the order of the day.

    A meal is confirmed at once if some remain after all those who wait; else it waits. After its
    cut-off a meal is not changed; a new choice is then refused rather than dropped silently. The
    team, who calls the caterer, may still add a meal within the capacity, or take one back: it
    stays ordered, for nobody.
    """
    if not tenus and not choix:
        return []
    commandes = []
    for du_jour in repas_du_jour(inscription.atelier):
        repas = du_jour.repas
        couvert, voulu = tenus.get(repas.pk), choix.get(repas.pk)
        if par_l_equipe or repas.commandes_ouvertes():
            if voulu:
                commandes.append(_accorder(inscription, du_jour, couvert, voulu))
            elif couvert and couvert.est_actif:
                couvert.repas = repas
                laisser(couvert)
        elif voulu and not _est_deja_tel(couvert, voulu):
            raise CommandesCloses(inscription.atelier)
    return commandes


def rendre(inscription: Inscription) -> None:
    """Leave all the meals of a person who does not come."""
    for couvert in inscription.couverts.actifs().select_related("repas"):
        couvert.repas.atelier = inscription.atelier
        laisser(couvert)


def laisser(couvert: Couvert) -> None:
    """Leave a meal; after the cut-off a confirmed meal stays ordered."""
    commande = couvert.est_confirme and not couvert.repas.commandes_ouvertes()
    couvert.etat = EtatCouvert.A_REDISTRIBUER if commande else EtatCouvert.ANNULE
    couvert.save(update_fields=["etat"])


def servir(atelier: Atelier) -> list[Couvert]:
    """Confirm waiting meals of people with a seat, while some remain; return those confirmed.

    None after the cut-off: the caterer has the order, and the team redistributes by hand.
    """
    servis: list[Couvert] = []
    for du_jour in repas_du_jour(atelier):
        if du_jour.compte.en_attente and du_jour.repas.commandes_ouvertes():
            servis += _servir_un_repas(du_jour.repas, du_jour.compte.libres)
    return servis


def donner(rendu: Couvert, a: Inscription, par: Personne | None = None) -> Couvert:
    """Give an ordered meal that nobody eats to a confirmed person without a meal.

    The order does not change: the meal keeps its diet; the allergy of the person is kept.
    """
    if rendu.etat != EtatCouvert.A_REDISTRIBUER or not a.est_confirmee:
        raise CouvertIndisponible
    recu = a.couverts.filter(repas=rendu.repas).first()
    if recu and recu.pk != rendu.pk and recu.etat in COMMANDES:
        raise CouvertIndisponible  # she has a meal of her own, ordered
    recu = recu or Couvert(inscription=a, repas=rendu.repas)
    recu.regime, recu.etat = rendu.regime, EtatCouvert.CONFIRME
    recu.save()
    if recu.pk != rendu.pk:
        rendu.etat = EtatCouvert.REDISTRIBUE
        rendu.save(update_fields=["etat"])
    Redistribution.objects.create(rendu=rendu, recu=recu, par=par)
    return recu


def _servir_un_repas(repas: Repas, libres: int | None) -> list[Couvert]:
    file = repas.couverts.en_attente().select_related("inscription__dossier")
    servis = list(file[:libres])
    for couvert in servis:
        couvert.repas = repas
        couvert.inscription.atelier = repas.atelier
        couvert.etat = EtatCouvert.CONFIRME
    Couvert.objects.bulk_update(servis, ["etat"])
    return servis


def _accorder(
    inscription: Inscription, du_jour: RepasDuJour, couvert: Couvert | None, voulu: ChoixDeRepas
) -> Couvert:
    couvert = couvert or Couvert(inscription=inscription, repas=du_jour.repas)
    couvert.regime, couvert.allergie = voulu.regime, voulu.allergie
    if not couvert.est_actif:
        # Ordered for her and given to nobody since: she gets it back.
        deja_commande = couvert.etat == EtatCouvert.A_REDISTRIBUER
        libre = inscription.est_confirmee and (deja_commande or not du_jour.compte.est_complet)
        couvert.etat = EtatCouvert.CONFIRME if libre else EtatCouvert.EN_ATTENTE
        couvert.demande_le = timezone.now()
    couvert.save()
    return couvert


def _est_deja_tel(couvert: Couvert | None, voulu: ChoixDeRepas) -> bool:
    return (
        couvert is not None
        and couvert.est_actif
        and (couvert.regime, couvert.allergie) == (voulu.regime, voulu.allergie)
    )
