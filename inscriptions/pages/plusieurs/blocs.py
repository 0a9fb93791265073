"""What several people of one page answer: once for all of them, and what one says otherwise.

The page asks the questions and the choices once (`…Communes`); each person has the same fields,
none of them required, folded away: left blank, the answer is everybody's. Sensitive questions are
asked of each, and nobody answers them for the others.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..blocs.questions import BlocQuestions, BlocQuestionsDuCycle
from ..blocs.repas import BlocRepas
from ..blocs.sequences import BlocSequences, ListeDeSequences
from ..seule.forms import CoordonneesForm

COMME_LES_AUTRES = _("Comme pour tout le monde")
VIDE = _("Vide : comme pour tout le monde.")


class BlocMenus(BlocRepas):
    """The meals of a day, said once; each person takes hers in her own block."""

    template_name = "inscriptions/plusieurs/_menus.html"

    def faire_les_champs(self):
        return {}

    def clean(self, donnees):
        """Nothing is asked here."""

    def lire(self, donnees):
        return {}


class BlocRepasDeChacune(BlocRepas):
    template_name = "inscriptions/plusieurs/_repas.html"


class BlocQuestionsCommunes(BlocQuestions):
    template_name = "inscriptions/plusieurs/_questions.html"

    def __init__(self, form, atelier, sujets):
        super().__init__(form, atelier, [q for q in sujets if not q.sensible])

    @property
    def est_facultatif(self):
        """Nothing to answer: the page may fold it."""
        return not any(q.obligatoire and q.condition_id is None for q in self.questions)

    @property
    def est_ouvert(self):
        noms = self.champs
        return any(self.form[nom].errors for nom in noms) or bool(
            set(noms) & set(self.form.changed_data)
        )


class BlocQuestionsDuCycleCommunes(BlocQuestionsCommunes, BlocQuestionsDuCycle):
    pass


class BlocQuestionsDeChacune(BlocQuestions):
    def faire_les_champs(self):
        champs = super().faire_les_champs()
        for nom, champ in champs.items():
            if self.form.partage(nom):
                _rendre_facultatif(champ)
        return champs

    def clean(self, donnees):
        communes = self.form.commun.reponses()
        partagees = {nom for nom in self.champs if self.form.partage(nom)}
        for nom in partagees:
            donnees[nom] = donnees.get(nom) or communes.get(nom)
        super().clean(donnees)
        for question in self.questions:
            nom = self.nom(question)
            attendue = question.obligatoire and nom in partagees and nom in donnees
            if attendue and not donnees[nom] and self.form.commun.is_valid():
                self.form.add_error(nom, self.champs[nom].error_messages["required"])


class BlocQuestionsDuCycleDeChacune(BlocQuestionsDeChacune, BlocQuestionsDuCycle):
    pass


class BlocSequencesDeChacune(BlocSequences):
    template_name = "inscriptions/plusieurs/_sequences.html"

    def les_champs(self):
        return [self.form[nom] for nom in self.champs]

    def _champ(self, creneau):
        champ = super()._champ(creneau)
        if self.form.partage(self.nom(creneau)):
            choix, fermees = champ.choices, champ.widget.fermees
            champ.widget = ListeDeSequences()
            champ.widget.fermees = fermees
            champ.choices = [("", COMME_LES_AUTRES), *choix]
            champ.required = False
        return champ

    def clean(self, donnees):
        communes = self.form.commun.reponses()
        for nom in self.champs:
            if self.form.partage(nom):
                donnees[nom] = donnees.get(nom) or communes.get(nom)
        super().clean(donnees)


VARIANTES = {
    BlocMenus: BlocRepas,
    BlocRepasDeChacune: BlocRepas,
    BlocSequences: BlocSequences,
    BlocSequencesDeChacune: BlocSequences,
    BlocQuestionsCommunes: BlocQuestions,
    BlocQuestionsDeChacune: BlocQuestions,
    BlocQuestionsDuCycleCommunes: BlocQuestionsDuCycle,
    BlocQuestionsDuCycleDeChacune: BlocQuestionsDuCycle,
}


def preparer(ateliers):
    """Read once what all the forms of the page ask about."""
    lus = CoordonneesForm.preparer(ateliers)
    return {variante: lus[modele] for variante, modele in VARIANTES.items()}


def _rendre_facultatif(champ):
    champ.required = champ.widget.is_required = False
    if isinstance(champ, forms.ChoiceField) and not isinstance(champ, forms.MultipleChoiceField):
        champ.choices = [("", COMME_LES_AUTRES), *(c for c in champ.choices if c[0] != "")]
    else:
        champ.help_text = f"{champ.help_text} {VIDE}".strip()
