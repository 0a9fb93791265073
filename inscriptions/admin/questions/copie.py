"""Copy the questions of another day or cycle, so that they are written once."""

from django.db import transaction
from django.db.models import Max

from ateliers.models import Atelier, Cycle
from inscriptions.models.questions import Question

CHAMPS_COPIES = ("libelle", "aide", "type", "choix", "obligatoire", "sensible", "reponse_attendue")


def ranger_a_la_fin(question: Question) -> None:
    """Put the question last in its form, so that it may depend on any of the others."""
    derniere = Question.objects.du_support(question.support).aggregate(rang=Max("ordre"))["rang"]
    question.ordre = 0 if derniere is None else derniere + 1


@transaction.atomic
def reprendre(source: Atelier | Cycle, cible: Atelier | Cycle) -> list[Question]:
    """Copy the questions of `source` after those of `cible`, with their conditions.

    A question that `cible` already asks in the same words is not copied; conditions follow it.
    """
    deja_posees = {
        question.libelle: question for question in Question.objects.posees().du_support(cible)
    }
    jumelles, copies = {}, []
    for question in Question.objects.posees().du_support(source):
        jumelle = deja_posees.get(question.libelle)
        if jumelle is None:
            jumelle = _copier(question, cible, jumelles)
            copies.append(jumelle)
        jumelles[question.pk] = jumelle
    return copies


def _copier(question: Question, cible: Atelier | Cycle, jumelles: dict) -> Question:
    copie = Question(**{champ: getattr(question, champ) for champ in CHAMPS_COPIES})
    copie.cycle = cible if isinstance(cible, Cycle) else None
    copie.atelier = cible if isinstance(cible, Atelier) else None
    mere = jumelles.get(question.condition_id)
    if mere is None or question.reponse_attendue not in dict(mere.reponses_possibles()):
        copie.condition, copie.reponse_attendue = None, ""
    else:
        copie.condition = mere
    ranger_a_la_fin(copie)
    copie.save()
    return copie
