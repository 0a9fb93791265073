"""The forms of the people of one page: what is asked of all, the contact, then each person."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ateliers.models import Atelier
from inscriptions.places.plusieurs import PERSONNES_AU_PLUS
from reseau.socle.formulaires import CourrielField

from ..blocs.sequences import BlocSequences
from ..saisie import COURRIEL_MAX, saisie_de_courriel
from ..seule.forms import CoordonneesForm, InscriptionForm
from .blocs import (
    BlocMenus,
    BlocQuestionsCommunes,
    BlocQuestionsDeChacune,
    BlocQuestionsDuCycleCommunes,
    BlocQuestionsDuCycleDeChacune,
    BlocRepasDeChacune,
    BlocSequencesDeChacune,
    preparer,
)

PERSONNES_PAR_DEFAUT = 2


class NombreForm(forms.Form):
    """How many blocks the page shows, and how many more are asked for."""

    personnes = forms.IntegerField(min_value=1, max_value=PERSONNES_AU_PLUS)
    de_plus = forms.IntegerField(min_value=1, max_value=PERSONNES_AU_PLUS, required=False)

    def nombre(self, sinon=PERSONNES_PAR_DEFAUT) -> int:
        self.full_clean()
        return self.cleaned_data.get("personnes") or sinon

    def agrandi(self, au_plus=PERSONNES_AU_PLUS) -> int:
        nombre = self.nombre()
        return min(nombre + (self.cleaned_data.get("de_plus") or 1), au_plus)


class CommunForm(CoordonneesForm):
    """What is said once for everybody: the days if there are several, the choices, the answers."""

    template_name = "inscriptions/plusieurs/_commun.html"
    BLOCS = (BlocMenus, BlocSequences, BlocQuestionsCommunes)
    BLOCS_COMMUNS = (BlocQuestionsDuCycleCommunes,)

    def __init__(self, *args, ateliers, **kwargs):
        self.prepares = preparer(ateliers)
        super().__init__(
            *args,
            ateliers=ateliers,
            prepares=self.prepares,
            prefix="tous",
            use_required_attribute=False,
            **kwargs,
        )
        for nom in (*self.QUI, *self.ACCUEIL):
            self.fields.pop(nom, None)
        if self.plusieurs_jours:
            for atelier in self.ateliers:
                case = forms.BooleanField(label=atelier.titre, required=False, initial=True)
                self.fields[_case(atelier)] = case

    @property
    def plusieurs_jours(self) -> bool:
        return len(self.ateliers) > 1

    @property
    def a_quelque_chose_a_dire(self) -> bool:
        return bool(self.fields) or any(bloc.sujets for bloc in self.blocs)

    def cartes(self):
        """For the page: each day, its box when there are several, what it asks of all."""
        for atelier in self.ateliers:
            case = self[_case(atelier)] if self.plusieurs_jours else None
            yield atelier, case, self.jours[atelier]

    def ateliers_pris(self) -> list[Atelier]:
        if not self.plusieurs_jours:
            return self.ateliers
        return [atelier for atelier in self.ateliers if self.cleaned_data.get(_case(atelier))]

    def clean(self):
        donnees = super().clean()
        if not self.ateliers_pris():
            self.add_error(None, _("Cochez au moins une journée."))
        return donnees

    def reponses(self) -> dict:
        """What stands for whoever says nothing else."""
        self.is_valid()
        return getattr(self, "cleaned_data", {})


class DeChacune:
    """A form about one of the people: her meal in sight; what she says otherwise, folded."""

    BLOCS = (BlocRepasDeChacune, BlocSequencesDeChacune, BlocQuestionsDeChacune)
    BLOCS_COMMUNS = (BlocQuestionsDuCycleDeChacune,)

    def __init__(self, *args, commun: CommunForm, **kwargs):
        self.commun = commun
        super().__init__(*args, ateliers=commun.ateliers, prepares=commun.prepares, **kwargs)

    def partage(self, nom: str) -> bool:
        """Is it asked of everybody at once?"""
        return nom in self.commun.fields

    def ateliers_pris(self) -> list[Atelier]:
        self.commun.is_valid()
        return self.commun.ateliers_pris()

    def repas_par_jour(self):
        for atelier, (repas, *_autres) in self.jours.items():
            if repas.sujets:
                yield atelier if self.commun.plusieurs_jours else None, repas

    def choix_par_jour(self):
        for atelier, (_repas, *autres) in self.jours.items():
            if any(bloc.champs for bloc in autres):
                yield atelier if self.commun.plusieurs_jours else None, autres

    def nom_complet(self) -> str:
        return f"{self.cleaned_data['prenom']} {self.cleaned_data['nom']}"

    @cached_property
    def replies(self) -> set[str]:
        """The names of the fields that are folded away."""
        blocs = [*self.communs, *(bloc for _jour, bs in self.choix_par_jour() for bloc in bs)]
        return {nom for bloc in blocs for nom in bloc.champs} | {"besoins_acces"}

    @property
    def a_replier(self) -> bool:
        return bool(self.replies & set(self.fields))

    @property
    def est_depliee(self) -> bool:
        """Something folded is wrong, was typed, or has to be answered."""
        replies = self.replies & set(self.fields)
        return any(
            self[nom].errors or self.fields[nom].required or nom in self.changed_data
            for nom in replies
        )


class ContactForm(DeChacune, InscriptionForm):
    """Who fills the page in, and often comes too: then her own meal is asked for as well."""

    template_name = "inscriptions/plusieurs/_contact.html"

    je_viens = forms.BooleanField(label=_("Je viens aussi"), required=False, initial=True)

    cle = "contact"

    def blocs_demandes(self):
        return super().blocs_demandes() if self.cleaned_data.get("je_viens") else []

    def clean(self):
        donnees = super().clean()
        if not donnees.get("je_viens"):
            for bloc in self.blocs:
                bloc.oublier()
        return donnees


class PersonneForm(DeChacune, CoordonneesForm):
    """One person more; what she shares with the contact is not asked again."""

    template_name = "inscriptions/plusieurs/_personne.html"
    QUI = ("prenom", "nom", "courriel")
    ACCUEIL = ("besoins_acces",)

    courriel = CourrielField(
        label=_("Courriel"),
        required=False,
        max_length=COURRIEL_MAX,
        widget=saisie_de_courriel(),
    )

    def __init__(self, *args, rang, **kwargs):
        self.rang = rang
        self.cle = f"personne-{rang}"
        super().__init__(
            *args, prefix=self.cle, empty_permitted=True, use_required_attribute=False, **kwargs
        )
        for nom in ("telephone", "structure", "profil", "commune"):
            del self.fields[nom]
        for nom in self.QUI:  # else the browser fills in who is typing
            self.fields[nom].widget.attrs["autocomplete"] = "off"

    @property
    def titre(self) -> str:
        return _("Personne %(rang)s") % {"rang": self.rang}

    @property
    def nom_saisi(self) -> str:
        """Who she is as far as it was typed, to tell the blocks apart."""
        return " ".join(filter(None, (self["prenom"].value(), self["nom"].value())))


class QuiAttendForm(forms.Form):
    mention_facultatif = False  # the page says how many to tick

    attend = forms.MultipleChoiceField(
        label=_("Qui attend ?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, venues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["attend"].choices = [(form.cle, form.nom_complet()) for form in venues]


def _case(atelier: Atelier) -> str:
    return f"jour_{atelier.pk}"
