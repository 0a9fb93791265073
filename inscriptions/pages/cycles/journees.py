"""The days of a cycle for one visitor: whether she may take them, has taken them, and how far."""

from dataclasses import dataclass

from ateliers.enums import Acces
from ateliers.journees.inscription import Porte, porte
from ateliers.models import Atelier, Cycle
from inscriptions.models import Inscription
from inscriptions.models.lectures import journees_du_cycle
from lieux.models import Commune
from lieux.territoire.distance import km

PRENABLES = (Porte.OUVERTE, Porte.LISTE_D_ATTENTE)


@dataclass
class Journee:
    """`inscription`: that of her account, if any; `km`: as the crow flies from `depuis`."""

    atelier: Atelier
    porte: Porte
    inscription: Inscription | None = None
    page: str = ""  # address of that registration
    km: float | None = None
    depuis: Commune | None = None
    refusee: bool = False

    @property
    def est_prenable(self) -> bool:
        return self.inscription is None and self.porte in PRENABLES

    @property
    def pourquoi(self) -> str:
        """Why the day has no box, in a few words."""
        return Porte(self.porte).label


def journees(cycle: Cycle, personne) -> list[Journee]:
    """By date; the number of queries does not depend on the number of days."""
    ateliers = journees_du_cycle(cycle.pk)
    accessibles = _accessibles(ateliers, personne)
    inscriptions = _inscriptions_par_jour(cycle, personne)
    les_journees = []
    for atelier in ateliers:
        journee = Journee(atelier, porte(atelier, personne, accessible=atelier.pk in accessibles))
        if inscription := inscriptions.get(atelier.pk):
            journee.inscription = inscription
            journee.page = inscription.page_pour(personne)
        les_journees.append(journee)
    return les_journees


def mesurer(les_journees: list[Journee], commune: Commune | None) -> None:
    """Fill in `km`, from the centre of the commune to each place; nothing for a day online."""
    if commune is None or commune.latitude is None:
        return
    for journee in les_journees:
        atelier = journee.atelier
        if atelier.se_tient_quelque_part and atelier.lieu.position:
            journee.km = km(commune.latitude, commune.longitude, *atelier.lieu.position)
            journee.depuis = commune


def derniere_commune(personne) -> Commune | None:
    """The commune of her latest registration: an account has none."""
    if not personne.is_authenticated:
        return None
    donnees = Inscription.objects.ou_vient(personne).exclude(commune=None).select_related("commune")
    derniere = donnees.order_by("-demandee_le").first()
    return derniere.commune if derniere else None


def _accessibles(ateliers: list[Atelier], personne) -> set[int]:
    """The keys of days open to this person; public days need no query."""
    ouverts = {atelier.pk for atelier in ateliers if atelier.acces == Acces.PUBLIC}
    restreints = {atelier.pk for atelier in ateliers} - ouverts
    if restreints:
        permis = Atelier.objects.accessibles_a(personne).filter(pk__in=restreints)
        ouverts.update(permis.values_list("pk", flat=True))
    return ouverts


def _inscriptions_par_jour(cycle: Cycle, personne) -> dict[int, Inscription]:
    if not personne.is_authenticated:
        return {}
    inscriptions = (
        Inscription.objects.actives()
        .ou_vient(personne)
        .filter(atelier__cycle=cycle)
        .avec_rang()
        .select_related("dossier")
        .prefetch_related("propositions")
    )
    return {inscription.atelier_id: inscription for inscription in inscriptions}
