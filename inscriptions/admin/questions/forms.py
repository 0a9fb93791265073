from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ateliers.models import Atelier, Cycle
from inscriptions.models.enums import A_CHOIX
from inscriptions.models.questions import Question
from inscriptions.places.questions import compter
from reseau.socle.administration.confirmation import AConfirmer, Consequence
from reseau.socle.administration.saisie import ErreursAuBonChamp
from reseau.socle.dates import jour_en_bref
from reseau.socle.grammaire import ngettext

from .copie import ranger_a_la_fin

SEPARATEUR = "="
SOURCES_PROPOSEES = 40


class QuestionForm(AConfirmer, ErreursAuBonChamp):
    """One question, as an animatrice writes it; its condition is chosen in one list.

    `support` is the workshop or the cycle of the question.
    """

    support = None
    champs_des_contraintes = {"question_a_choix_a_des_choix": "choix"}

    si = forms.ChoiceField(
        label=_("Quand la poser"),
        required=False,
        help_text=_(
            "Toujours, ou seulement après une certaine réponse à une question posée avant. Sinon, "
            "on ne la voit pas et on n’a pas à y répondre."
        ),
    )

    class Meta:
        model = Question
        fields = [
            *("libelle", "aide", "type", "choix", "obligatoire", "sensible", "archivee"),
        ]
        widgets = {"choix": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self._poser_chez(self.support)
        if "si" in self.fields:  # absent when the person may only read
            self.fields["si"].choices = self._conditions()
            self.initial.setdefault("si", _cle(self.instance))

    def _poser_chez(self, support):
        self.instance.cycle = support if isinstance(support, Cycle) else None
        self.instance.atelier = support if isinstance(support, Atelier) else None
        ranger_a_la_fin(self.instance)

    def _conditions(self):
        """Give a flat list, whose choice stays clear when the list is closed."""
        avant = Question.objects.posees().du_support(self.support)
        phrase = _("Si « %(reponse)s » à « %(question)s »")
        return [
            ("", _("Toujours")),
            *(
                (
                    f"{question.pk}{SEPARATEUR}{valeur}",
                    phrase % {"reponse": libelle, "question": question},
                )
                for question in avant
                if question.est_fermee and self._est_avant(question)
                for valeur, libelle in question.reponses_possibles()
            ),
        ]

    def _est_avant(self, question):
        rang = self.instance.ordre, self.instance.pk or float("inf")
        return (question.ordre, question.pk) < rang

    def clean_type(self):
        """Refuse another type once there are answers: they were typed for the former one."""
        type_ = self.cleaned_data["type"]
        if self.instance.pk and type_ != self.initial["type"] and self.instance.reponses.exists():
            raise ValidationError(
                _("Des réponses sont déjà là : archivez cette question, écrivez-en une autre.")
            )
        return type_

    def clean(self):
        donnees = super().clean()
        if donnees.get("type") not in A_CHOIX:
            donnees["choix"] = ""  # hidden by the page: left from another type
        condition, _separateur, attendue = donnees.get("si", "").partition(SEPARATEUR)
        self.instance.condition_id = int(condition) if condition else None
        self.instance.reponse_attendue = attendue
        return donnees

    def _post_clean(self):
        super()._post_clean()
        if not self.errors and self.instance.pk:
            self._garder_les_suites()

    def _garder_les_suites(self):
        """Refuse to remove an answer that the condition of another question needs."""
        possibles = dict(self.instance.reponses_possibles())
        for suite in self.instance.suites.all():
            if suite.reponse_attendue not in possibles:
                phrase = _(
                    "« %(suite)s » n’est posée que si l’on répond « %(reponse)s » : gardez-la."
                )
                self.add_error(
                    "choix", phrase % {"suite": suite, "reponse": suite.reponse_attendue}
                )

    def consequences(self):
        """Say which given answers are no longer proposed."""
        return [Consequence(phrase) for phrase in self._reponses_qui_partent()]

    def _reponses_qui_partent(self):
        if "choix" not in self.changed_data or self.instance.type not in A_CHOIX:
            return
        retirees = set(self.initial["choix"].splitlines()) - set(self.instance.choix.splitlines())
        (compte,) = compter([self.instance])
        for retiree in sorted(retirees):
            if nombre := compte.par_reponse[retiree]:
                yield _phrase_de_retrait(retiree, nombre)


def _phrase_de_retrait(reponse: str, nombre: int) -> str:
    phrase = ngettext(
        "%(nombre)d personne inscrite a répondu « %(reponse)s » : sa réponse reste telle quelle.",
        "%(nombre)d personnes inscrites ont répondu « %(reponse)s » : leur réponse reste telle "
        "quelle.",
        nombre,
    )
    return phrase % {"reponse": reponse, "nombre": nombre}


class RepriseForm(forms.Form):
    """Choose the day or the cycle to copy; the latest first, since people copy the last ones."""

    source = forms.ChoiceField(label=_("Reprendre les questions de"))

    def __init__(self, *args, support, **kwargs):
        super().__init__(*args, **kwargs)
        self.sources = {_cle_de(source): source for source in _sources() if source != support}
        self.fields["source"].choices = [
            (cle, _nom_de(source)) for cle, source in self.sources.items()
        ]

    def source_choisie(self):
        return self.sources[self.cleaned_data["source"]]


def _sources():
    posees = Question.objects.posees()
    yield from Cycle.objects.filter(pk__in=posees.values("cycle")).order_by("-pk")[
        :SOURCES_PROPOSEES
    ]
    yield from Atelier.objects.filter(pk__in=posees.values("atelier")).order_by("-debut", "-pk")[
        :SOURCES_PROPOSEES
    ]


def _cle_de(support) -> str:
    return f"{support._meta.model_name}-{support.pk}"


def _nom_de(support) -> str:
    if isinstance(support, Cycle):
        return _("Cycle « %(titre)s »") % {"titre": support.titre}
    return f"{support.titre} ({jour_en_bref(support.debut)})"


def _cle(question: Question) -> str:
    if question.condition_id is None:
        return ""
    return f"{question.condition_id}{SEPARATEUR}{question.reponse_attendue}"
