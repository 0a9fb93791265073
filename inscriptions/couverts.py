"""Meals: each has its own capacity, cut-off and queue.

Only `inscriptions.places` changes a meal through this module, holding the lock of the workshop: two
people cannot take the last one at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Count, Q
from django.utils import timezone

from ateliers.enums import EtatInscription
from ateliers.models import Atelier, Repas

from .demandes import ChoixDeRepas
from .enums import EtatCouvert
from .models import Couvert, Inscription
from .refus import CommandesCloses

SERVABLE = Q(
    couverts__etat=EtatCouvert.EN_ATTENTE,
    couverts__inscription__etat=EtatInscription.CONFIRMEE,
)


def repas_des_jours(ateliers: Iterable[Atelier]) -> dict[int, list[Repas]]:
    """The meals of each day, by its key.

    Each has `nb_confirmes`, `nb_a_servir` (people with a seat who wait for it) and `est_complet`.
    """
    jours = {atelier.pk: atelier for atelier in ateliers}
    comptes = Repas.objects.filter(atelier__in=jours).annotate(
        nb_confirmes=Count("couverts", filter=Q(couverts__etat=EtatCouvert.CONFIRME)),
        nb_a_servir=Count("couverts", filter=SERVABLE),
    )
    par_jour = defaultdict(list)
    for repas in comptes.order_by("type"):
        repas.atelier = jours[repas.atelier_id]
        demandes = repas.nb_confirmes + repas.nb_a_servir
        repas.est_complet = repas.capacite is not None and demandes >= repas.capacite
        par_jour[repas.atelier_id].append(repas)
    return par_jour


def repas_du_jour(atelier: Atelier) -> list[Repas]:
    return repas_des_jours([atelier]).get(atelier.pk, [])


def demander(inscription: Inscription, choix: Mapping[int, ChoixDeRepas]) -> None:
    """Bring the meals of the day to what is chosen: taken, changed or left.

    One is booked at once if some remain for all those who wait and for her; else she waits. A meal
    past its cut-off stays as it is, whatever is chosen; asking for one then is refused rather than
    dropped without a word.
    """
    tenus = {couvert.repas_id: couvert for couvert in inscription.couverts.all()}
    for repas in repas_du_jour(inscription.atelier):
        couvert, voulu = tenus.get(repas.pk), choix.get(repas.pk)
        if repas.commandes_ouvertes():
            _accorder(inscription, repas, couvert, voulu)
        elif voulu and not _est_deja_tel(couvert, voulu):
            raise CommandesCloses


def rendre(inscription: Inscription) -> None:
    """The person does not come any more; after the cut-off her meal is ordered all the same."""
    for couvert in inscription.couverts.actifs().select_related("repas"):
        couvert.repas.atelier = inscription.atelier
        commande = couvert.est_confirme and not couvert.repas.commandes_ouvertes()
        couvert.etat = EtatCouvert.A_REDISTRIBUER if commande else EtatCouvert.ANNULE
        couvert.save(update_fields=["etat"])


def servir(atelier: Atelier) -> list[Couvert]:
    """Confirm waiting meals of people who have a seat, while some remain; return those confirmed.

    None after the cut-off: the order is with the caterer, the team redistributes by hand.
    """
    servis = []
    for repas in repas_du_jour(atelier):
        if repas.nb_a_servir and repas.commandes_ouvertes():
            servis += _servir_un_repas(repas)
    return servis


def _servir_un_repas(repas: Repas) -> list[Couvert]:
    libres = None if repas.capacite is None else max(0, repas.capacite - repas.nb_confirmes)
    file = repas.couverts.filter(
        etat=EtatCouvert.EN_ATTENTE, inscription__etat=EtatInscription.CONFIRMEE
    ).select_related("inscription__dossier")
    servis = list(file.order_by("demande_le", "pk")[:libres])
    for couvert in servis:
        couvert.repas = repas
        couvert.inscription.atelier = repas.atelier
        couvert.etat = EtatCouvert.CONFIRME
    Couvert.objects.bulk_update(servis, ["etat"])
    return servis


def _accorder(
    inscription: Inscription, repas: Repas, couvert: Couvert | None, voulu: ChoixDeRepas | None
) -> None:
    actif = couvert is not None and couvert.est_actif
    if voulu is None:
        if actif:
            couvert.etat = EtatCouvert.ANNULE
            couvert.save(update_fields=["etat"])
        return
    couvert = couvert or Couvert(inscription=inscription, repas=repas)
    couvert.regime, couvert.allergie = voulu.regime, voulu.allergie
    if not actif:
        libre = inscription.est_confirmee and not repas.est_complet
        couvert.etat = EtatCouvert.CONFIRME if libre else EtatCouvert.EN_ATTENTE
        couvert.demande_le = timezone.now()
    couvert.save()


def _est_deja_tel(couvert: Couvert | None, voulu: ChoixDeRepas) -> bool:
    return (
        couvert is not None
        and couvert.est_actif
        and (couvert.regime, couvert.allergie) == (voulu.regime, voulu.allergie)
    )
