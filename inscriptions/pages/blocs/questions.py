from collections import defaultdict
from dataclasses import dataclass, field

from django.forms import BoundField
from django.utils.translation import gettext as _

from inscriptions.models.enums import TypeDeQuestion
from inscriptions.models.lectures import questions_des_cycles, questions_des_jours
from inscriptions.models.questions import Question

from .bloc import Bloc, Pour
from .champs import champ


@dataclass
class Suite:
    """The questions that one answer to another question opens."""

    phrase: str
    noeuds: list = field(default_factory=list)


@dataclass
class Noeud:
    """A question on the page; `suites`: the questions it opens, by answer."""

    question: Question
    champ: BoundField
    suites: dict[str, Suite] = field(default_factory=dict)

    def suite(self, reponse: str) -> Suite:
        if reponse not in self.suites:
            libelle = self.question.libelles_de(reponse)[0]
            phrase = _("Si vous avez répondu « %(reponse)s » :") % {"reponse": libelle}
            self.suites[reponse] = Suite(phrase)
        return self.suites[reponse]

    def reponses(self):
        """For the page: each possible answer and the questions it opens."""
        for option in self.champ:
            yield option, self.suites.get(str(option.data["value"]))


class BlocQuestions(Bloc):
    """The questions of the organiser about a day.

    A question that depends on another is always in the page, under it: no JavaScript is needed. It
    counts only when its condition holds; else its errors and its value are dropped. Nobody answers
    a sensitive question for others.
    """

    template_name = "inscriptions/blocs/questions.html"
    GABARITS = {Pour.GROUPE: "inscriptions/plusieurs/_questions.html"}

    def __init__(self, form, atelier, sujets, *, pour=Pour.PERSONNE_SEULE, commun=None):
        if pour is Pour.GROUPE:
            sujets = [question for question in sujets if not question.sensible]
        super().__init__(form, atelier, sujets, pour=pour, commun=commun)

    @classmethod
    def preparer(cls, ateliers):
        par_jour = defaultdict(list)
        for question in questions_des_jours([atelier.pk for atelier in ateliers]):
            par_jour[question.atelier_id].append(question)
        return par_jour

    @property
    def titre(self):
        return _("Pour préparer la journée")

    def faire_les_champs(self):
        """A question is left out when the question it depends on is left out."""
        champs, meres = {}, {question.pk: question for question in self.sujets}
        a_suites = {question.condition_id for question in self.sujets}
        for question in self.sujets:
            mere = meres.get(question.condition_id)
            if question.condition_id is None or _nom(question.condition_id) in champs:
                deja = self.form.initial.get(_nom(question.pk)) or ""
                deja = deja if isinstance(deja, str) else "\n".join(deja)
                champs[_nom(question.pk)] = champ(question, mere, deja, question.pk in a_suites)
        return champs

    @property
    def questions(self):
        return [question for question in self.sujets if _nom(question.pk) in self.champs]

    @property
    def est_facultatif(self):
        """No question is required: the page may fold the block."""
        return not any(q.obligatoire and q.condition_id is None for q in self.questions)

    @property
    def est_ouvert(self):
        """A field is wrong or changed."""
        en_erreur = any(self.form[nom].errors for nom in self.champs)
        return en_erreur or not set(self.champs).isdisjoint(self.form.changed_data)

    def arbre(self):
        """For the page: the tree of questions, each under the answer that opens it."""
        noeuds, racines = {}, []
        for question in self.questions:
            noeud = Noeud(question, self.form[_nom(question.pk)])
            noeuds[question.pk] = noeud
            if question.condition_id is None:
                racines.append(noeud)
            else:
                noeuds[question.condition_id].suite(question.reponse_attendue).noeuds.append(noeud)
        return racines

    def clean(self, donnees):
        self._oublier_ce_qui_n_est_pas_demande(donnees)
        self._exiger_ce_que_personne_n_a_dit(donnees)

    def _oublier_ce_qui_n_est_pas_demande(self, donnees):
        tenues = {}
        for question in self.questions:
            nom = _nom(question.pk)
            if question.condition_id and question.reponse_attendue not in tenues.get(
                question.condition_id, ()
            ):
                self.form.errors.pop(nom, None)
                donnees.pop(nom, None)
            else:
                valeur = donnees.get(nom) or []
                tenues[question.pk] = [valeur] if isinstance(valeur, str) else valeur

    def _exiger_ce_que_personne_n_a_dit(self, donnees):
        """Refuse a required shared question with neither an own nor a common answer."""
        for question in self.questions:
            nom = _nom(question.pk)
            attendue = question.obligatoire and nom in self.partages and nom in donnees
            if attendue and not donnees[nom] and self.commun.is_valid():
                self.form.add_error(nom, self.champs[nom].error_messages["required"])

    def lire(self, donnees):
        if not self.champs:
            return {}
        valeurs = {question.pk: donnees.get(_nom(question.pk)) or "" for question in self.questions}
        return {"reponses": {cle: _sur_une_colonne(valeur) for cle, valeur in valeurs.items()}}

    @staticmethod
    def initial_de(inscription):
        """Answers about the day and about its cycle."""
        return {
            _nom(reponse.question_id): (
                reponse.valeur.split("\n")
                if reponse.question.type == TypeDeQuestion.PLUSIEURS_CHOIX
                else reponse.valeur
            )
            for reponse in inscription.reponses.select_related("question")
        }


class BlocQuestionsDuCycle(BlocQuestions):
    """The questions about the whole cycle: on the form once, not under a day."""

    @classmethod
    def preparer(cls, ateliers):
        cycles = {atelier.cycle_id for atelier in ateliers} - {None}
        return questions_des_cycles(cycles)

    @property
    def titre(self):
        return _("Pour préparer le cycle")


def _sur_une_colonne(valeur: str | list[str]) -> str:
    """Several choices: one per line; in a text, the line ends of browsers (CRLF) become LF."""
    return valeur.replace("\r\n", "\n") if isinstance(valeur, str) else "\n".join(valeur)


def _nom(cle: int) -> str:
    return f"question_{cle}"
