"""The field that asks a question in a form."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from inscriptions.models.enums import TypeDeQuestion
from inscriptions.models.questions import Question
from reseau.socle.formulaires import UneLigne

COURT, LONG = 250, 2000
BOUTONS_MAX = 7  # beyond, a list to unroll is easier under a thumb
SANS_REPONSE = _("Je préfère ne pas répondre")
MESSAGES = {
    "required": _("Il manque votre réponse à cette question."),
    "invalid_choice": _("Choisissez parmi les réponses proposées."),
    "invalid_list": _("Choisissez parmi les réponses proposées."),
}


class _Marquee:
    """Options that open other questions bear a class, by which the stylesheet shows those."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.marques: dict[str, int] = {}

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if rang := self.marques.get(str(value)):
            option["attrs"]["class"] = f"ouvre-{rang}"
        return option


class Boutons(_Marquee, forms.RadioSelect):
    pass


class Cases(_Marquee, forms.CheckboxSelectMultiple):
    pass


class Liste(_Marquee, forms.Select):
    pass


def champ(question: Question, mere: Question | None, deja: str = "") -> forms.Field:
    """`deja` is the answer held so far: it stays on offer even if no longer proposed.

    `condition` says when it is asked, for screens that draw fields one under the other.
    """
    communs = {
        "label": question.libelle,
        "help_text": question.aide,
        "required": question.obligatoire,
        "error_messages": MESSAGES,
    }
    fait = CHAMPS[question.type](question, deja, communs)
    fait.condition = phrase_de_condition(question, mere) if mere else ""
    return fait


def phrase_de_condition(question: Question, mere: Question) -> str:
    return _("Si à « %(question)s » on répond « %(reponse)s » :") % {
        "question": mere,
        "reponse": mere.libelles_de(question.reponse_attendue)[0],
    }


def _texte_court(_question, _deja, communs):
    return UneLigne(max_length=COURT, **communs)


def _texte_long(_question, _deja, communs):
    return forms.CharField(max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}), **communs)


def _choix(question, deja, communs):
    """Buttons cannot be unticked: whoever need not answer has one to say so."""
    choix = _choix_proposes(question, deja)
    if len(choix) > BOUTONS_MAX:
        return forms.ChoiceField(choices=[("", "–"), *choix], widget=Liste, **communs)
    aucun = [] if question.obligatoire else [("", SANS_REPONSE)]
    return forms.ChoiceField(choices=[*choix, *aucun], widget=Boutons, **communs)


def _plusieurs_choix(question, deja, communs):
    return forms.MultipleChoiceField(
        choices=_choix_proposes(question, deja), widget=Cases, **communs
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
