"""The people of a sheet, by day; confirmed and waiting people are always apart."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import islice

from django.db.models import F, Q, prefetch_related_objects

from ateliers.enums import EtatInscription, Statut
from ateliers.jauge import Jauge
from ateliers.models import Atelier, Creneau, Cycle
from reseau.socle.recherche import normaliser

from ..models import ChoixDeSequence, Couvert, Inscription, Proposition, Question, ReponseDonnee
from ..places.offre import sequences_des_jours
from .par_qui import CHAMPS as CHAMPS_DE_QUI_A_INSCRIT
from .par_qui import PAR_AUTRUI, Plume, qui_a_inscrit
from .repas import Service, service

LOT = 500
# Questions of the cycle, then of each day.
ORDRE_DES_QUESTIONS = (F("cycle").asc(nulls_last=True), "atelier__debut", "atelier", "ordre", "pk")


@dataclass(slots=True)
class Assiette:
    """A meal booked by one person."""

    etat: str
    regime: str
    allergie: str


@dataclass(slots=True)
class Participant:
    """A person of a list; the fields after `repas` are those of `CHAMPS`, in the same order."""

    cle: int
    atelier: Atelier
    repas: dict[Service, Assiette]
    nom: str
    prenom: str
    structure: str
    profil: str
    courriel: str
    telephone: str
    commune: str | None
    besoins_acces: str
    demandee_le: datetime
    reconfirmee_le: datetime | None
    acces_perdu: str = ""
    inscrite_par: Plume | None = None
    rang: int | None = None
    reponses: dict[int, str] = field(default_factory=dict)
    sequences: dict[int, str] = field(default_factory=dict)


CHAMPS = (
    "nom",
    "prenom",
    "structure",
    "profil",
    "courriel",
    "telephone",
    "commune__nom",
    "besoins_acces",
    "demandee_le",
    "reconfirmee_le",
    "acces_perdu",
)


@dataclass(frozen=True)
class Selection:
    """One workshop, or the days of a cycle in order."""

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

    @cached_property
    def questions(self) -> list[Question]:
        """Questions of the form, and archived ones that were answered."""
        questions = Question.objects.des_journees(self.ateliers)
        return list((questions.posees() | questions.repondues()).order_by(*ORDRE_DES_QUESTIONS))

    @cached_property
    def en_groupe(self) -> bool:
        """Was anybody registered by somebody else?"""
        return Inscription.objects.filter(PAR_AUTRUI, atelier__in=self.ateliers).exists()

    @cached_property
    def a_decider(self) -> bool:
        """Has anybody lost the right to a reserved day?"""
        inscriptions = Inscription.objects.encore_la().filter(atelier__in=self.ateliers)
        return inscriptions.sans_acces().exists()

    def compter(self, *etats: EtatInscription) -> int:
        return self._inscriptions(*etats).count()

    def en_chiffres(self) -> str:
        """« 9 inscrits, 1 proposition en cours, 3 personnes en liste d’attente »."""
        inscriptions = Inscription.objects.filter(atelier__in=self.ateliers)
        propositions = Proposition.objects.valables().filter(atelier__in=self.ateliers)
        jauge = Jauge(
            None,
            inscriptions.confirmees().count(),
            inscriptions.dans_la_file().count(),
            propositions.count(),
        )
        return ", ".join(jauge.details())

    def inscrites(self) -> Iterator[Participant]:
        """Confirmed people by day, then by name, sorted here rather than by the database."""
        return self._lire(EtatInscription.CONFIRMEE, alphabetique)

    def en_attente(self) -> Iterator[Participant]:
        """Waiting people by day: those with an offer, then the queue in order.

        `rang` is the rank shown by pages; a person with an offer has none and is not counted.
        """
        offres = Proposition.objects.valables().filter(atelier__in=self.ateliers)
        servies = set(offres.values_list("inscription_id", flat=True))
        rangs = dict.fromkeys(self._par_cle, 0)
        for participant in self._lire(EtatInscription.EN_ATTENTE, dans_la_file(servies)):
            if participant.cle not in servies:
                rangs[participant.atelier.pk] += 1
                participant.rang = rangs[participant.atelier.pk]
            yield participant

    def _inscriptions(self, *etats: EtatInscription):
        return Inscription.objects.encore_la().filter(atelier__in=self.ateliers, etat__in=etats)

    def _lire(self, etat: EtatInscription, ordre: Callable) -> Iterator[Participant]:
        """Sort small keys, then read rows by hundreds: memory does not grow with their number."""
        jours = {cle: rang for rang, cle in enumerate(self._par_cle)}
        tries = sorted(
            (jours[atelier], *ordre(cle, *criteres), cle)
            for cle, atelier, *criteres in self._inscriptions(etat)
            .values_list("pk", "atelier_id", "nom", "prenom", "attend_depuis")
            .iterator(LOT)
        )
        for lot in batched((cle[-1] for cle in tries), LOT):
            yield from self._lot(lot)

    def _lot(self, cles: list[int]) -> Iterator[Participant]:
        """Read plain values rather than model instances: five times less work for a long list."""
        repas = defaultdict(dict)
        for inscription, cle, *assiette in (
            Couvert.objects.actifs()
            .filter(inscription__in=cles)
            .values_list("inscription_id", "repas_id", "etat", "regime", "allergie")
        ):
            repas[inscription][self._services[cle]] = Assiette(*assiette)
        reponses, sequences = self._reponses(cles), self._sequences(cles)
        participants = {}
        for pk, atelier, *valeurs in (
            Inscription.objects.filter(pk__in=cles)
            .avec_acces_perdu()
            .values_list("pk", "atelier_id", *CHAMPS, *CHAMPS_DE_QUI_A_INSCRIT)
        ):
            champs, de_qui = valeurs[: len(CHAMPS)], tuple(valeurs[len(CHAMPS) :])
            participant = Participant(pk, self._par_cle[atelier], repas.get(pk, {}), *champs)
            identite = (participant.prenom, participant.nom, participant.courriel)
            participant.inscrite_par = qui_a_inscrit(*identite, de_qui[:3], de_qui[3:])
            participants[pk] = participant
        for cle, participant in participants.items():
            participant.reponses = reponses.get(cle, {})
            participant.sequences = sequences.get(cle, {})
        return (participants[cle] for cle in cles if cle in participants)

    def _reponses(self, cles: list[int]) -> dict[int, dict[int, str]]:
        if not self.questions:
            return {}
        par_personne = defaultdict(dict)
        for inscription, question, valeur in ReponseDonnee.objects.filter(
            inscription__in=cles
        ).values_list("inscription_id", "question_id", "valeur"):
            par_personne[inscription][question] = valeur
        return par_personne

    @cached_property
    def creneaux(self) -> dict[int, list[Creneau]]:
        """Slots with a choice, by day."""
        return {
            jour: [au_choix.creneau for au_choix in creneaux]
            for jour, creneaux in sequences_des_jours(self.ateliers).items()
        }

    @cached_property
    def _services(self) -> dict[int, Service]:
        return {
            repas.pk: service(atelier, repas.type, repas.jour)
            for atelier in self.ateliers
            for repas in atelier.repas.all()
        }

    def _sequences(self, cles: list[int]) -> dict[int, dict[int, str]]:
        """By rank of the slot in its day: the place, or the wish of a waiting person."""
        rangs = {c.pk: rang for jour in self.creneaux.values() for rang, c in enumerate(jour)}
        if not rangs:
            return {}
        par_personne = defaultdict(dict)
        choix = ChoixDeSequence.objects.filter(inscription__in=cles, creneau__in=rangs)
        for inscription, creneau, titre in choix.filter(
            Q(obtenu=True) | ~Q(inscription__etat=EtatInscription.CONFIRMEE)
        ).values_list("inscription_id", "creneau_id", "sequence__titre"):
            par_personne[inscription][rangs[creneau]] = titre
        return par_personne


def alphabetique(_cle: int, nom: str, prenom: str, _attend_depuis: datetime) -> tuple:
    return (normaliser(f"{nom} {prenom}"),)


def dans_la_file(servies: set[int]) -> Callable:
    def ordre(cle: int, _nom: str, _prenom: str, attend_depuis: datetime) -> tuple:
        return (cle not in servies, attend_depuis)

    return ordre


def batched(valeurs: Iterable, taille: int) -> Iterator[list]:
    """`itertools.batched` of Python 3.12."""
    valeurs = iter(valeurs)
    while lot := list(islice(valeurs, taille)):
        yield lot
