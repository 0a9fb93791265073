"""A day added to the cycle, for the several people of one contact: she ticks who comes."""

from django import forms
from django.utils.translation import gettext as _

from inscriptions.demandes import Contact, Demande
from inscriptions.models import Dossier, Inscription

from ..blocs.questions import BlocQuestionsDuCycle
from ..plusieurs.forms import CommunForm, DeChacune
from ..plusieurs.groupe import Groupe
from ..seule.forms import CoordonneesForm


class CommunDuJourForm(CommunForm):
    """Answers about the whole cycle were given by each: they are not asked of all again."""

    BLOCS_COMMUNS = ()


class PersonneConnueForm(DeChacune, CoordonneesForm):
    """Who she is is known: does she come, and what the day asks of her."""

    template_name = "inscriptions/cycles/_qui_vient.html"

    vient = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args, personne: Inscription, **kwargs):
        """Her fields bear her key: somebody who answers meanwhile must not shift the others'."""
        self.personne = personne
        self.cle = f"personne-{personne.pk}"
        initial = BlocQuestionsDuCycle.initial_de(personne)
        super().__init__(
            *args, prefix=self.cle, initial=initial, use_required_attribute=False, **kwargs
        )
        for nom in (*self.QUI, *self.ACCUEIL):
            self.fields.pop(nom, None)
        self.fields["vient"].label = _("%(nom)s vient") % {"nom": self.nom_complet()}

    def nom_complet(self) -> str:
        return f"{self.personne.prenom} {self.personne.nom}"

    @property
    def titre(self) -> str:
        return self.nom_complet()

    def blocs_demandes(self):
        if self.cleaned_data.get("vient"):
            return super().blocs_demandes()
        for bloc in self.blocs:
            bloc.oublier()
        return []

    def demande(self) -> Demande:
        champs = ("courriel", *Demande.CHAMPS_DE_L_INSCRIPTION)
        elle = {champ: getattr(self.personne, champ) for champ in champs}
        return Demande(**elle, **self._reponses_des_blocs())


class QuiVient(Groupe):
    """The people of a dossier to whom the day is proposed."""

    COMMUN = CommunDuJourForm

    def __init__(self, dossier: Dossier, personnes: list[Inscription], atelier, donnees=None):
        super().__init__([atelier], donnees)
        self.dossier = dossier
        self.personnes = [
            PersonneConnueForm(donnees, personne=personne, commun=self.commun)
            for personne in personnes
        ]

    @property
    def venues(self):
        return [form for form in self.personnes if form.cleaned_data.get("vient")]

    def dire_personne(self):
        self.personnes[0].add_error("vient", _("Cochez au moins une personne."))

    def verifier_les_doublons(self, venues):
        """They are known, and told apart already."""

    def contact(self) -> Contact:
        return Contact(self.dossier.prenom, self.dossier.nom, self.dossier.courriel)

    def demande(self) -> list[Demande]:
        return [form.demande() for form in self.venues]
