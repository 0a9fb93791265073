"""A day added to the cycle, for the people of one contact: she ticks those who come."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from inscriptions.demandes import Contact, Demande
from inscriptions.models import Dossier, Inscription

from ..blocs import BLOCS, BLOCS_COMMUNS
from ..blocs.formulaire import FormulaireDeBlocs
from ..blocs.questions import BlocQuestionsDuCycle
from ..plusieurs.forms import APart, CommunForm
from ..plusieurs.groupe import Groupe


class CommunDuJourForm(CommunForm):
    """Without the questions about the cycle: each person has already answered them."""

    BLOCS_COMMUNS = ()

    @classmethod
    def lire_les_sujets(cls, ateliers):
        """With the questions about the cycle: each person may change her answers."""
        return {classe: classe.preparer(ateliers) for classe in (*BLOCS_COMMUNS, *BLOCS)}


class PersonneConnueForm(FormulaireDeBlocs):
    """A known person: whether she comes, and what the day asks."""

    template_name = "inscriptions/cycles/_qui_vient.html"
    use_required_attribute = False
    a_part = cached_property(APart)

    vient = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args, personne: Inscription, **kwargs):
        """Race: the fields contain the key of the person, so that an answer sent meanwhile by
        somebody else does not shift them.
        """
        self.personne = personne
        self.cle = f"personne-{personne.pk}"
        initial = BlocQuestionsDuCycle.initial_de(personne)
        super().__init__(*args, prefix=self.cle, initial=initial, **kwargs)
        self.fields["vient"].label = _("%(nom)s vient") % {"nom": personne.nom_complet}

    @property
    def nom_complet(self) -> str:
        return self.personne.nom_complet

    @property
    def titre(self) -> str:
        return self.nom_complet

    def participe(self) -> bool:
        return bool(self.cleaned_data.get("vient"))

    def demande(self) -> Demande:
        return Demande.de(self.personne, **self.reponses_des_blocs())


class QuiVient(Groupe):
    """The people of a dossier to whom the day is proposed."""

    def __init__(self, dossier: Dossier, personnes: list[Inscription], atelier, donnees=None):
        commun = CommunDuJourForm(donnees, ateliers=[atelier])
        lignes = [
            PersonneConnueForm(donnees, personne=personne, commun=commun) for personne in personnes
        ]
        super().__init__(commun, lignes, donnees)
        self.dossier = dossier

    @property
    def venues(self):
        return [form for form in self.personnes if form.participe()]

    def demander_quelqu_un(self):
        self.personnes[0].add_error("vient", _("Cochez au moins une personne."))

    def contact(self) -> Contact:
        return Contact.du(self.dossier)
