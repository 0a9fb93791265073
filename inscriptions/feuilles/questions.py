"""Questions on a sheet: a column each, and the number of people for each answer."""

from collections.abc import Iterator

from django.utils.timezone import localtime

from ateliers.models import Atelier

from ..models.questions import Question
from ..places.questions import compter
from .colonnes import Colonne, colonnes
from .selection import Selection
from .sequences import colonnes_des_sequences

SEPARATEUR = " ; "


def toutes_les_colonnes(selection: Selection, *, attente: bool, sensibles: bool) -> list[Colonne]:
    """Columns of people, then of what they do and answered."""
    return [
        *colonnes(
            selection.ateliers,
            attente=attente,
            sensibles=sensibles,
            en_groupe=selection.en_groupe,
            a_decider=selection.a_decider,
        ),
        *colonnes_des_sequences(selection),
        *colonnes_des_questions(selection, sensibles),
    ]


def colonnes_des_questions(selection: Selection, sensibles: bool) -> list[Colonne]:
    """Sensitive answers are exported only when asked for, like diets."""
    jours = {atelier.pk: atelier for atelier in selection.ateliers}
    return [
        Colonne(_titre(question, jours), _lecteur(question), 30)
        for question in selection.questions
        if sensibles or not question.sensible
    ]


def recapitulatif(selection: Selection, sensibles: bool) -> Iterator[list[str | int]]:
    """For each question with a list of answers: how many confirmed people gave each."""
    jours = {atelier.pk: atelier for atelier in selection.ateliers}
    questions = [
        question
        for question in selection.questions
        if question.est_fermee and (sensibles or not question.sensible)
    ]
    for compte in compter(questions, selection.ateliers) if questions else ():
        for reponse, nombre in compte.lignes():
            yield [_titre(compte.question, jours), reponse, nombre]


def _titre(question: Question, jours: dict[int, Atelier]) -> str:
    """On a list of several days, the title of a question names its day."""
    if len(jours) == 1 or question.atelier_id is None:
        return question.libelle
    jour = localtime(jours[question.atelier_id].debut).strftime("%d/%m")
    return f"{question.libelle} ({jour})"


def _lecteur(question: Question):
    def lire(participant):
        valeur = participant.reponses.get(question.pk)
        return SEPARATEUR.join(question.libelles_de(valeur)) if valeur else ""

    return lire
