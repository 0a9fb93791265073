"""What every registration reads, in prepared queries (see `reseau.socle.requetes`).

Behind plain functions: callers need not know how they read. With `REQUETES_PRETES=0` they read the
usual way.
"""

from collections.abc import Collection

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from ateliers.enums import EtatInscription
from ateliers.models import Atelier, Repas, Sequence
from ateliers.programme.compte import CompteDeRepas
from ateliers.programme.models import DANS_L_ORDRE
from reseau.socle.requetes import RequetePrete

from .enums import COMMANDES, EtatCouvert
from .inscriptions import Inscription
from .propositions import Proposition
from .questions import Question

PRISES = Q(choix__obtenu=True, choix__inscription__etat=EtatInscription.CONFIRMEE)
SERVABLE = Q(
    couverts__etat=EtatCouvert.EN_ATTENTE,
    couverts__inscription__etat=EtatInscription.CONFIRMEE,
)

_VERROUILLES = RequetePrete(
    lambda v: (
        Atelier.objects.select_for_update(of=("self",), no_key=True)
        .select_related("lieu__commune", "cycle")
        .filter(pk__in=v.parmi("cles"))
        .order_by("pk")
    )
)
_COMPTES: RequetePrete[tuple[int, int, int, int]] = RequetePrete(
    lambda v: (
        Atelier.objects.avec_places(v.valeur("maintenant"))
        .filter(pk__in=v.parmi("cles"))
        .order_by()
        .values_list(
            "pk",
            "nb_inscrits",  # type: ignore[misc]  # avec_places annotates this one and the next two
            "nb_en_attente",
            "nb_propositions",
        )
    )
)
_EN_COURS = RequetePrete(
    lambda v: (
        Proposition.objects.en_cours()
        .filter(atelier__in=v.parmi("ateliers"))
        .select_related("inscription__dossier")
        .order_by("atelier_id", "faite_le", "pk")
    )
)
_A_L_INSCRIPTION = RequetePrete(
    lambda v: (
        Atelier.objects.visibles()
        .avec_places(v.valeur("maintenant"))
        .select_related("lieu__commune", "groupe")
        .filter(slug=v.valeur("slug"))
    )
)
_DU_CYCLE = RequetePrete(
    lambda v: (
        Atelier.objects.visibles()
        .filter(cycle=v.valeur("cycle"))
        .avec_places(v.valeur("maintenant"))
        .select_related("lieu__commune", "groupe", "cycle")
        .order_by("debut", "pk")
    )
)
_DES_BOITES = RequetePrete(
    lambda v: (
        Inscription.objects.des_boites(v.parmi("adresses", "text"))
        .filter(atelier__in=v.parmi("ateliers"))
        .select_related("dossier")
        .order_by("demandee_le", "pk")
    )
)
_QUESTIONS_DES_JOURS = RequetePrete(
    lambda v: Question.objects.posees().filter(atelier__in=v.parmi("ateliers"))
)
_QUESTIONS_DU_CYCLE = RequetePrete(
    lambda v: Question.objects.posees().filter(cycle__in=v.parmi("cycles"))
)
_REPAS = RequetePrete(
    lambda v: (
        Repas.objects.filter(atelier__in=v.parmi("ateliers"))
        .annotate(
            nb_confirmes=Count("couverts", filter=Q(couverts__etat=EtatCouvert.CONFIRME)),
            nb_commandes=Count("couverts", filter=Q(couverts__etat__in=COMMANDES)),
            nb_en_attente=Count("couverts", filter=SERVABLE),
        )
        .order_by(*DANS_L_ORDRE)
    )
)
_SEQUENCES = RequetePrete(
    lambda v: (
        avec_prises(Sequence.objects.filter(creneau__atelier__in=v.parmi("ateliers")))
        .select_related("creneau")
        .prefetch_related("intervenants")
        .order_by("creneau__debut", "creneau__fin", "creneau_id", "ordre", "pk")
    )
)


def avec_prises(sequences: QuerySet[Sequence]) -> QuerySet[Sequence]:
    """Annotate `nb_prises`: how many confirmed people have a place in the sequence."""
    return sequences.annotate(  # type: ignore[no-redef]  # the model declares it
        nb_prises=Count("choix", filter=PRISES, distinct=True)
    )


def ateliers_verrouilles(cles: Collection[int]) -> list[Atelier]:
    """Days, locked in the order of their keys; only `places.verrou` calls it."""
    return _VERROUILLES.lire(cles=list(cles))


def comptes_des(cles: Collection[int]) -> list[tuple[int, int, int, int]]:
    """(key, confirmed, waiting, running offers) of each day."""
    return _COMPTES.lire(cles=list(cles), maintenant=timezone.now())


def propositions_en_cours(ateliers: Collection[int]) -> list[Proposition]:
    """Running offers, by day, oldest first."""
    return _EN_COURS.lire(ateliers=list(ateliers))


def atelier_a_l_inscription(slug: str) -> Atelier:
    """The day of a public form, with its seats; else 404."""
    return _A_L_INSCRIPTION.une_ou_404(slug=slug, maintenant=timezone.now())


def journees_du_cycle(cycle: int) -> list[Atelier]:
    """Days of a cycle by date, with their seats."""
    return _DU_CYCLE.lire(cycle=cycle, maintenant=timezone.now())


def inscriptions_des_boites(
    adresses: Collection[str], ateliers: Collection[int]
) -> list[Inscription]:
    """Registrations of these days that these mailboxes (lower case) read, oldest first."""
    return _DES_BOITES.lire(adresses=list(adresses), ateliers=list(ateliers))


def questions_des_jours(ateliers: Collection[int]) -> list[Question]:
    return _QUESTIONS_DES_JOURS.lire(ateliers=list(ateliers))


def questions_des_cycles(cycles: Collection[int]) -> list[Question]:
    return _QUESTIONS_DU_CYCLE.lire(cycles=list(cycles)) if cycles else []


def repas_avec_comptes(ateliers: Collection[int]) -> list[tuple[Repas, CompteDeRepas]]:
    """Meals with their figures, in the order of the day."""
    lignes = _REPAS.lire(ateliers=list(ateliers)) if ateliers else []
    return [
        (r, CompteDeRepas(r.capacite, r.nb_confirmes, r.nb_commandes, r.nb_en_attente))
        for r in lignes
    ]


def sequences_avec_prises(ateliers: Collection[int]) -> list[Sequence]:
    """Sequences with `nb_prises`, in the order of the programme."""
    return _SEQUENCES.lire(ateliers=list(ateliers)) if ateliers else []
