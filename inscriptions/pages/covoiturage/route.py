"""Which trips fit together: kilometres as the crow flies, between centres of communes.

The detour of a car: the way by the commune of the passenger to the place, less the direct way.
Roads are longer, but for everybody: the order remains right.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ateliers.enums import EtatInscription
from ateliers.models import Atelier
from inscriptions.models.covoiturage import MiseEnRelation, Trajet
from inscriptions.models.enums import Sens
from lieux.models import Commune
from lieux.territoire.distance import km

SUR_LA_ROUTE_KM = 5
Point = tuple[float, float]


@dataclass(frozen=True)
class Voisin:
    """The trip of somebody else, measured from mine; without her name."""

    trajet: Trajet
    distance: float | None
    detour: float | None
    sens: Sens | None
    demande: MiseEnRelation | None = None
    se_completent: bool = False
    est_case: bool = False
    est_possible: bool = False

    @property
    def attend_sa_place(self) -> bool:
        """She is in the waiting list of the day; `trajet` comes from `pour_les_autres()`."""
        return self.trajet.etat_de_l_inscription == EtatInscription.EN_ATTENTE

    @property
    def est_sur_la_route(self) -> bool:
        return bool(self.sens) and self.detour is not None and self.detour <= SUR_LA_ROUTE_KM

    @property
    def libres(self) -> int:
        return self.trajet.libres()

    @property
    def est_complete(self) -> bool:
        return self.trajet.est_voiture and self.trajet.libres(self.sens) < 1

    @property
    def ordre(self) -> tuple:
        """Possible agreements first, then by detour, then by distance."""
        loin = float("inf")
        detour = loin if self.detour is None else self.detour
        distance = loin if self.distance is None else self.distance
        return (not self.sens, self.est_complete, detour, distance, self.trajet.pk)


def voisins(
    mon_trajet: Trajet | None,
    depuis: Commune | None,
    trajets: Iterable[Trajet],
    atelier: Atelier,
    demandes,
) -> list[Voisin]:
    """`trajets` measured from my trip, or from my commune without a trip; the best first."""
    par_trajet = {d.trajet_en_face(mon_trajet).pk: d for d in demandes} if mon_trajet else {}
    arrivee = atelier.lieu.position if atelier.lieu else None
    return sorted(
        (
            _voisin(mon_trajet, depuis, trajet, arrivee, par_trajet.get(trajet.pk))
            for trajet in trajets
        ),
        key=lambda voisin: voisin.ordre,
    )


def _voisin(mon_trajet, depuis, trajet, arrivee, demande) -> Voisin:
    mon_point, son_point = _point(depuis), _point(trajet.commune)
    sens = Sens(mon_trajet.sens).commun(Sens(trajet.sens)) if mon_trajet else Sens(trajet.sens)
    se_completent = mon_trajet is not None and mon_trajet.role != trajet.role
    je_conduis = mon_trajet is not None and mon_trajet.est_voiture
    depart, arret = (mon_point, son_point) if je_conduis else (son_point, mon_point)
    return Voisin(
        trajet=trajet,
        distance=_km(mon_point, son_point),
        detour=detour(depart, arret, arrivee) if se_completent else None,
        sens=sens,
        demande=demande,
        se_completent=se_completent,
        est_case=not trajet.est_voiture and trajet.est_case(sens or Sens(trajet.sens)),
        est_possible=se_completent and sens is not None and _ont_la_place(mon_trajet, trajet, sens),
    )


def _ont_la_place(mon_trajet: Trajet, trajet: Trajet, sens: Sens) -> bool:
    voiture, passager = (mon_trajet, trajet) if mon_trajet.est_voiture else (trajet, mon_trajet)
    return voiture.libres(sens) > 0 and not passager.est_case(sens)


def detour(depart: Point | None, arret: Point | None, arrivee: Point | None) -> float | None:
    """Kilometres that a stop at `arret` adds to a car; None when a point is unknown."""
    if not (depart and arret and arrivee):
        return None
    return max(0.0, km(*depart, *arret) + km(*arret, *arrivee) - km(*depart, *arrivee))


def _km(a: Point | None, b: Point | None) -> float | None:
    return km(*a, *b) if a and b else None


def _point(commune: Commune | None) -> Point | None:
    if commune is None or commune.latitude is None:
        return None
    return commune.latitude, commune.longitude
