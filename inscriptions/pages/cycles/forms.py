from django import forms
from django.utils.translation import gettext_lazy as _

from ateliers.models import Atelier, Cycle
from inscriptions.demandes import Contact, Demande
from inscriptions.models import Dossier, Inscription
from inscriptions.models.personnes import par_personne, qui
from lieux.territoire.forms import CommuneField

from ..blocs import BLOCS
from ..blocs.formulaire import FormulaireDeBlocs, case_du_jour
from ..blocs.questions import BlocQuestionsDuCycle
from ..seule.forms import AnnulationForm, InscriptionForm
from .journees import Journee


class DepuisForm(forms.Form):
    """The commune to measure distances from: a form of its own, sent before the registration."""

    mention_facultatif = False

    depuis = CommuneField(label=_("Votre commune ou son code postal"), required=False)


class InscriptionAuCycleForm(InscriptionForm):
    """The person once, then each day with its box, meals and questions.

    All the boxes are ticked at first: one button takes the whole cycle, without JavaScript.
    """

    template_name = "inscriptions/cycles/_formulaire.html"
    BLOCS = BLOCS

    tout_le_cycle = forms.BooleanField(
        label=_("Je prends tout le cycle : si une journée s’ajoute, proposez-la-moi"),
        required=False,
        initial=True,
        help_text=_("Pour qui prend toutes les journées. Un courriel, et vous choisirez."),
    )

    def __init__(self, *args, cycle: Cycle, journees: list[Journee], **kwargs):
        self.cycle = cycle
        self.journees = journees
        ateliers = [journee.atelier for journee in journees if journee.est_prenable]
        super().__init__(*args, ateliers=ateliers, **kwargs)
        for atelier in self.ateliers:
            self.fields[case_du_jour(atelier)] = forms.BooleanField(
                label=atelier.titre, required=False, initial=True
            )

    def cartes(self):
        """For the page: each day, its box if it may be taken, its blocks."""
        for journee in self.journees:
            nom = case_du_jour(journee.atelier)
            case = self[nom] if nom in self.fields else None
            yield journee, case, self.jours.get(journee.atelier, [])

    def ateliers_pris(self):
        return [
            atelier for atelier in self.ateliers if self.cleaned_data.get(case_du_jour(atelier))
        ]

    def clean(self):
        donnees = super().clean()
        fermees = [j for j in self.journees if not j.est_prenable and not j.inscription]
        for journee in fermees:
            if self.add_prefix(case_du_jour(journee.atelier)) in self.data:
                self._dire_fermee(journee)
        if not self.ateliers_pris():
            self.add_error(None, _("Cochez au moins une journée."))
        return donnees

    def _dire_fermee(self, journee):
        """Race: the day closed after the page was shown; nothing is sent before she reads it."""
        journee.refusee = True
        phrase = _("« %(journee)s » ne se prend plus : %(raison)s. Relisez, puis envoyez.")
        mots = {"journee": journee.atelier.titre, "raison": journee.pourquoi}
        self.add_error(None, phrase % mots)

    def refuser(self, atelier: Atelier | None, phrase: str):
        self.add_error(case_du_jour(atelier) if atelier in self.ateliers else None, phrase)

    def contact(self) -> Contact:
        donnees = self.cleaned_data
        entier = donnees["tout_le_cycle"] and self.ateliers_pris() == self.ateliers
        return Contact(
            donnees["prenom"],
            donnees["nom"],
            donnees["courriel"],
            donnees["veut_les_annonces"],
            self.cycle if entier else None,
        )


class JourneeAjouteeForm(FormulaireDeBlocs):
    """A day added to the cycle: only its own questions, because the person is known."""

    template_name = "inscriptions/cycles/_choix_du_jour.html"

    def __init__(self, *args, personne: Inscription, **kwargs):
        super().__init__(*args, **kwargs)
        self.personne = personne

    @staticmethod
    def initial_de(inscription) -> dict:
        """Answers about the cycle are filled in; other fields are about this day."""
        return BlocQuestionsDuCycle.initial_de(inscription)

    def contact(self) -> Contact:
        return Contact.du(self.personne.dossier)

    def demande(self) -> Demande:
        return Demande.de(self.personne, **self.reponses_des_blocs())


class QuitterForm(AnnulationForm):
    """The people who leave, when there are several; at first, only the contact is ticked."""

    mention_facultatif = False

    def __init__(self, *args, dossier: Dossier, a_venir: list[Inscription], **kwargs):
        super().__init__(*args, **kwargs)
        self.a_venir_par_personne = par_personne(a_venir)
        if len(self.a_venir_par_personne) > 1:
            cle_du_contact = qui(dossier)
            self.fields["personnes"] = forms.MultipleChoiceField(
                label=_("Qui quitte le cycle ?"),
                choices=[
                    (cle, lignes[0].nom_complet)
                    for cle, lignes in self.a_venir_par_personne.items()
                ],
                initial=[cle_du_contact] if cle_du_contact in self.a_venir_par_personne else [],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("Cochez au moins une personne.")},
            )
            self.order_fields(["personnes", "motif"])

    def quittees(self) -> list[Inscription]:
        partent = self.cleaned_data.get("personnes", self.a_venir_par_personne)
        return [inscription for cle in partent for inscription in self.a_venir_par_personne[cle]]
