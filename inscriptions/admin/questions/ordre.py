from django.db import transaction

from inscriptions.models.questions import Question


class AvantSaCondition(Exception):
    """A question cannot come before the question it depends on."""


@transaction.atomic
def monter(question: Question) -> None:
    """Move one step up among active questions; number all again, so that ranks differ."""
    soeurs = list(
        Question.objects.select_for_update().du_support(question.support).order_by("ordre", "pk")
    )
    rang = next(i for i, soeur in enumerate(soeurs) if soeur.pk == question.pk)
    dessus = next((i for i in range(rang - 1, -1, -1) if not soeurs[i].archivee), None)
    if dessus is None:
        return
    if soeurs[rang].condition_id == soeurs[dessus].pk:
        raise AvantSaCondition
    soeurs.insert(dessus, soeurs.pop(rang))
    for ordre, soeur in enumerate(soeurs):
        soeur.ordre = ordre
    Question.objects.bulk_update(soeurs, ["ordre"])
