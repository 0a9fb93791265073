"""Whom a sheet is about: the days, and the people of each, confirmed and waiting always apart."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Prefetch, prefetch_related_objects

from ateliers.enums import EtatInscription, Statut
from ateliers.models import Atelier, Cycle
from reseau.recherche import normaliser

from ..models import Couvert, Inscription

LOT = 500


@dataclass(frozen=True)
class Selection:
    """One workshop, or the days of a cycle in their order."""

    titre: str
    slug: str
    ateliers: list[Atelier]
    cycle: Cycle | None = None
    _par_cle: dict[int, Atelier] = field(init=False, repr=False)

    def __post_init__(self):
        prefetch_related_objects(self.ateliers, "repas", "lieu__commune")
        object.__setattr__(self, "_par_cle", {atelier.pk: atelier for atelier in self.ateliers})

    @classmethod
    def de_l_atelier(cls, atelier: Atelier) -> "Selection":
        return cls(atelier.titre, atelier.slug, [atelier])

    @classmethod
    def du_cycle(cls, cycle: Cycle) -> "Selection":
        jours = cycle.ateliers.exclude(statut=Statut.ANNULE).order_by("debut", "pk")
        return cls(cycle.titre, cycle.slug, list(jours), cycle)

    def compter(self, *etats: EtatInscription) -> int:
        return Inscription.objects.filter(atelier__in=self.ateliers, etat__in=etats).count()

    def inscrites(self) -> Iterator[Inscription]:
        """Confirmed people, day by day, in alphabetical order whatever the database's own."""
        return self._lire(
            EtatInscription.CONFIRMEE,
            lambda ligne: (normaliser(f"{ligne[2]} {ligne[3]}"), ligne[0]),
        )

    def en_attente(self) -> Iterator[Inscription]:
        """Waiting people, day by day, in the order of the queue; `rang` says which."""
        rangs = dict.fromkeys(self._par_cle, 0)
        for inscription in self._lire(
            EtatInscription.EN_ATTENTE, lambda ligne: (ligne[4], ligne[0])
        ):
            rangs[inscription.atelier_id] += 1
            inscription.rang_dans_la_file = rangs[inscription.atelier_id]
            yield inscription

    def _lire(self, etat: EtatInscription, ordre) -> Iterator[Inscription]:
        """Sort light keys, then read the rows by the hundred: memory does not grow with them."""
        lignes = list(
            Inscription.objects.filter(atelier__in=self.ateliers, etat=etat).values_list(
                "pk", "atelier_id", "nom", "prenom", "demandee_le"
            )
        )
        jours = {cle: rang for rang, cle in enumerate(self._par_cle)}
        lignes.sort(key=lambda ligne: (jours[ligne[1]], ordre(ligne)))
        cles = [ligne[0] for ligne in lignes]
        for debut in range(0, len(cles), LOT):
            yield from self._lot(cles[debut : debut + LOT])

    def _lot(self, cles: list[int]) -> Iterator[Inscription]:
        couverts = Prefetch("couverts", Couvert.objects.actifs().select_related("repas"))
        inscriptions = (
            Inscription.objects.select_related("commune")
            .defer("commune__recherche", "dossier")
            .prefetch_related(couverts)
            .in_bulk(cles)
        )
        for cle in cles:
            if inscription := inscriptions.get(cle):
                inscription.atelier = self._par_cle[inscription.atelier_id]
                yield inscription
