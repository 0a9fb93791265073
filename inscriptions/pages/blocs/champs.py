"""The form field of a question."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from inscriptions.models.enums import TypeDeQuestion
from inscriptions.models.questions import Question
from reseau.socle.formulaires import UneLigne

COURT, LONG = 250, 2000
BOUTONS_MAX = 7  # beyond, a drop-down list is easier to use with a thumb
SANS_REPONSE = _("Je préfère ne pas répondre")
MESSAGES = {
    "required": _("Il manque votre réponse à cette question."),
    "invalid_choice": _("Choisissez parmi les réponses proposées."),
    "invalid_list": _("Choisissez parmi les réponses proposées."),
}


def champ(
    question: Question, mere: Question | None, deja: str = "", a_suites: bool = False
) -> forms.Field:
    """The field of a question, with a sentence in `condition` if it depends on another (`mere`).

    `deja`: the present answer, which remains a choice even when the question no longer proposes it.
    `a_suites`: an answer opens other questions, shown under it. `condition` serves the screens that
    list fields one under the other.
    """
    communs = {
        "label": question.libelle,
        "help_text": question.aide,
        "required": question.obligatoire,
        "error_messages": MESSAGES,
    }
    nouveau_champ = CHAMPS[question.type](question, deja, a_suites, communs)
    nouveau_champ.condition = phrase_de_condition(question, mere) if mere else ""
    return nouveau_champ


def phrase_de_condition(question: Question, mere: Question) -> str:
    return _("Si à « %(question)s » on répond « %(reponse)s » :") % {
        "question": mere,
        "reponse": mere.libelles_de(question.reponse_attendue)[0],
    }


def _texte_court(_question, _deja, _a_suites, communs):
    return UneLigne(max_length=COURT, **communs)


def _texte_long(_question, _deja, _a_suites, communs):
    return forms.CharField(max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}), **communs)


def _choix(question, deja, a_suites, communs):
    """Radio buttons cannot be unticked: an optional question has a button for no answer.

    A drop-down list has no room under an answer for the questions it opens: such a question has
    buttons, even many.
    """
    choix = _choix_proposes(question, deja)
    if len(choix) > BOUTONS_MAX and not a_suites:
        return forms.ChoiceField(choices=[("", "–"), *choix], **communs)
    aucun = [] if question.obligatoire else [("", SANS_REPONSE)]
    return forms.ChoiceField(choices=[*choix, *aucun], widget=forms.RadioSelect, **communs)


def _plusieurs_choix(question, deja, _a_suites, communs):
    return forms.MultipleChoiceField(
        choices=_choix_proposes(question, deja), widget=forms.CheckboxSelectMultiple, **communs
    )


def _choix_proposes(question, deja):
    proposes = dict(question.reponses_possibles())
    retires = [valeur for valeur in deja.split("\n") if valeur and valeur not in proposes]
    return [
        *((valeur, capfirst(libelle)) for valeur, libelle in proposes.items()),
        *(
            (valeur, _("%(reponse)s (n’est plus proposé)") % {"reponse": valeur})
            for valeur in retires
        ),
    ]


CHAMPS = {
    TypeDeQuestion.TEXTE_COURT: _texte_court,
    TypeDeQuestion.TEXTE_LONG: _texte_long,
    TypeDeQuestion.CHOIX: _choix,
    TypeDeQuestion.PLUSIEURS_CHOIX: _plusieurs_choix,
    TypeDeQuestion.OUI_NON: _choix,
}
