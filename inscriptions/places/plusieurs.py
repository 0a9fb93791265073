"""Add a person to a dossier: the days, the limit, the lock."""

from collections.abc import Collection, Iterable

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q

from ateliers.models import Atelier
from reseau.models import Personne

from .. import places
from ..demandes import Contact, Demande, Reponse
from ..models import Dossier, Inscription
from ..models.personnes import par_personne, qui
from ..refus import TropDePersonnes
from . import verrou

PERSONNES_AU_PLUS = 10


def jours_ouverts(dossier: Dossier, personne: Personne | AnonymousUser) -> list[Atelier]:
    """Days of the dossier, and of the cycle taken whole, that are open for registration."""
    jours = dossier.inscriptions.encore_la().values("atelier")
    voulus = Q(pk__in=jours)
    if dossier.cycle_id:
        voulus |= Q(cycle=dossier.cycle_id)
    ouverts = Atelier.objects.ouverts_aux_inscriptions().accessibles_a(personne).filter(voulus)
    return list(
        ouverts.avec_places()
        .select_related("lieu__commune", "groupe", "cycle")
        .order_by("debut", "pk")
        .distinct()
    )


def places_de_personnes(inscriptions: Iterable[Inscription]) -> int:
    """The number of people that the dossier may still receive."""
    actives = [inscription for inscription in inscriptions if inscription.est_encore_la]
    return max(0, PERSONNES_AU_PLUS - len(par_personne(actives)))


@transaction.atomic
def ajouter(
    demandes: list[Demande],
    ateliers: Collection[Atelier],
    par: Personne | None = None,
    *,
    dossier: Dossier,
    contact: Contact | None = None,
    attendent: Collection[int] | None = None,
) -> Reponse:
    """Register as `places.inscrire` does, within the limit of people of a dossier.

    Race: the same page sent from two windows. All the days of the dossier are locked first, in the
    order of their keys, so that the second one counts what the first one wrote.
    """
    jours = dossier.inscriptions.values_list("atelier_id", flat=True)
    verrou.verrouiller({*jours, *(atelier.pk for atelier in ateliers)})
    presentes = par_personne(dossier.inscriptions.encore_la())
    if len({*presentes, *map(qui, demandes)}) > PERSONNES_AU_PLUS:
        raise TropDePersonnes
    return places.inscrire(
        demandes, ateliers, par, contact=contact, dossier=dossier, attendent=attendent
    )
