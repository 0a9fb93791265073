"""Write answers to questions, and count them.

Only `inscriptions.places` writes through this module, in the transaction of the registration.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, QuerySet, TextField, Value, When
from django.db.models.functions import Concat, Lower

from ateliers.enums import EtatInscription
from ateliers.models import Atelier

from ..models.enums import FERMEES
from ..models.inscriptions import Inscription
from ..models.inscriptions_queryset import InscriptionQuerySet
from ..models.questions import Question, ReponseDonnee


def enregistrer(inscription: Inscription, reponses: Mapping[int, str]) -> None:
    """Replace the answers of a registration by `reponses`, by key of question.

    An answer left out is deleted. Questions of other days belong to their own registrations, and an
    archived question keeps its answer.
    """
    posees = Question.objects.posees().des_journees([inscription.atelier])
    _ecrire(inscription.pk, posees, reponses)


def repercuter(inscription: Inscription, reponses: Mapping[int, str]) -> None:
    """Copy answers to the questions of the cycle onto the other days of the person."""
    cycle = inscription.atelier.cycle_id
    if cycle is None:
        return
    posees = list(Question.objects.posees().filter(cycle=cycle))
    if posees:
        for cle in _ses_autres_jours(inscription, cycle).values_list("pk", flat=True):
            _ecrire(cle, posees, reponses)


def _ses_autres_jours(inscription: Inscription, cycle: int) -> InscriptionQuerySet:
    """Days not over of the same dossier, with the same address and name."""
    meme_personne = {champ: getattr(inscription, champ) for champ in ("courriel", "cle_du_nom")}
    return (
        Inscription.objects.a_venir()
        .filter(dossier=inscription.dossier_id, atelier__cycle=cycle, **meme_personne)
        .exclude(pk=inscription.pk)
    )


def _ecrire(inscription: int, questions: Iterable[Question], reponses: Mapping[int, str]) -> None:
    cles = [question.pk for question in questions]
    donnees = [
        ReponseDonnee(inscription_id=inscription, question_id=cle, valeur=reponses[cle])
        for cle in cles
        if reponses.get(cle)
    ]
    vides = set(cles) - {reponse.question_id for reponse in donnees}
    ReponseDonnee.objects.filter(inscription=inscription, question__in=vides).delete()
    ReponseDonnee.objects.bulk_create(
        donnees,
        update_conflicts=True,
        unique_fields=["inscription", "question"],
        update_fields=["valeur"],
    )


@dataclass
class Depouillement:
    """The number of people who answered a question, in all and by proposed answer."""

    question: Question
    personnes: set[int | str]
    par_reponse: Counter[str]

    @property
    def total(self) -> int:
        return len(self.personnes)

    def lignes(self) -> list[tuple[str, int]]:
        """Proposed answers in order, then former ones that some people chose."""
        proposees = dict(self.question.reponses_possibles())
        retirees = sorted(set(self.par_reponse) - set(proposees))
        libelles = {**proposees, **{valeur: valeur for valeur in retirees}}
        return [(str(libelle), self.par_reponse[valeur]) for valeur, libelle in libelles.items()]


def compter(
    questions: Iterable[Question], ateliers: Iterable[Atelier] | None = None
) -> list[Depouillement]:
    """Count the answers of confirmed people for each question, in one query.

    A person counts once in a cycle, whatever the number of its days.
    """
    comptes = {question.pk: Depouillement(question, set(), Counter()) for question in questions}
    vues = set()
    for cle, cycle, valeur, inscription, qui in _lignes(comptes, ateliers).iterator():
        personne = qui if cycle else inscription
        comptes[cle].personnes.add(personne)
        for choix in filter(None, valeur.split("\n")):
            if (cle, choix, personne) not in vues:
                vues.add((cle, choix, personne))
                comptes[cle].par_reponse[choix] += 1
    return list(comptes.values())


def _lignes(
    questions: Iterable[int], ateliers: Iterable[Atelier] | None
) -> QuerySet[ReponseDonnee, tuple[int, int | None, str, int, str]]:
    """Answers in free text are counted, so their text is not read."""
    lignes = ReponseDonnee.objects.filter(
        question__in=list(questions), inscription__etat=EtatInscription.CONFIRMEE
    )
    if ateliers is not None:
        lignes = lignes.filter(inscription__atelier__in=ateliers)
    personne = Concat(
        Lower("inscription__courriel"),
        Value(" "),
        "inscription__cle_du_nom",
        output_field=TextField(),
    )
    return lignes.order_by().values_list(
        "question_id",
        "question__cycle_id",
        Case(
            When(question__type__in=FERMEES, then="valeur"),
            default=Value(""),
            output_field=TextField(),
        ),
        "inscription_id",
        personne,
    )
