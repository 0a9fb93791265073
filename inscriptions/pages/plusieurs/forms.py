"""The forms of the people of one page: what is asked of all, the contact, then each person."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ateliers.models import Atelier
from inscriptions.places.plusieurs import PERSONNES_AU_PLUS
from inscriptions.refus import TropPeuDePlaces
from reseau.socle.formulaires import CourrielField

from ..blocs import BLOCS
from ..blocs.bloc import Pour
from ..blocs.formulaire import FormulaireDeBlocs, case_du_jour
from ..saisie import COURRIEL_MAX, saisie_de_courriel
from ..seule.forms import IdentiteForm, InscriptionForm

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


class CommunForm(FormulaireDeBlocs):
    """What is said once for everybody: the days if there are several, the choices, the answers."""

    template_name = "inscriptions/plusieurs/_commun.html"
    prefix = "tous"
    use_required_attribute = False
    POUR = Pour.GROUPE

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.plusieurs_jours:
            for atelier in self.ateliers:
                case = forms.BooleanField(label=atelier.titre, required=False, initial=True)
                self.fields[case_du_jour(atelier)] = case

    @property
    def plusieurs_jours(self) -> bool:
        return len(self.ateliers) > 1

    @property
    def a_quelque_chose_a_dire(self) -> bool:
        return bool(self.fields) or any(bloc.sujets for bloc in self.blocs)

    def cartes(self):
        """For the page: each day, its box when there are several, what it asks of all."""
        for atelier in self.ateliers:
            case = self[case_du_jour(atelier)] if self.plusieurs_jours else None
            yield atelier, case, self.jours[atelier]

    def ateliers_pris(self) -> list[Atelier]:
        if not self.plusieurs_jours:
            return self.ateliers
        donnees = self.reponses()
        return [atelier for atelier in self.ateliers if donnees.get(case_du_jour(atelier))]

    def clean(self):
        donnees = super().clean()
        if not self.ateliers_pris():
            self.add_error(None, _("Cochez au moins une journée."))
        return donnees

    def reponses(self) -> dict:
        """What stands for whoever says nothing else."""
        self.is_valid()
        return getattr(self, "cleaned_data", {})


class APart:
    """What one of the people says for herself: her meal in sight; all the rest, folded."""

    def __init__(self, form: FormulaireDeBlocs):
        self.form = form

    def repas_par_jour(self):
        for atelier, (repas, *_autres_blocs) in self.form.jours.items():
            if repas.sujets:
                yield self._jour(atelier), repas

    def choix_par_jour(self):
        for atelier, (_repas, *autres_blocs) in self.form.jours.items():
            if any(bloc.champs for bloc in autres_blocs):
                yield self._jour(atelier), autres_blocs

    def _jour(self, atelier: Atelier) -> Atelier | None:
        """Told when there are several."""
        return atelier if self.form.commun.plusieurs_jours else None

    @cached_property
    def champs(self) -> list[str]:
        """The names of the fields that are folded away."""
        blocs = [*self.form.communs, *(bloc for _jour, bs in self.choix_par_jour() for bloc in bs)]
        noms = [nom for bloc in blocs for nom in bloc.champs]
        return [*noms, *(["besoins_acces"] if "besoins_acces" in self.form.fields else [])]

    @property
    def est_depliee(self) -> bool:
        """Something folded is wrong, was typed, or has to be answered."""
        form = self.form
        return any(
            form[nom].errors or form.fields[nom].required or nom in form.changed_data
            for nom in self.champs
        )


class ContactForm(InscriptionForm):
    """Who fills the page in, and often comes too: then her own meal is asked for as well."""

    template_name = "inscriptions/plusieurs/_contact.html"
    BLOCS = BLOCS
    cle = "contact"
    a_part = cached_property(APart)

    je_viens = forms.BooleanField(label=_("Je viens aussi"), required=False, initial=True)

    def participe(self) -> bool:
        return bool(self.cleaned_data.get("je_viens"))


class PersonneForm(IdentiteForm):
    """One person more; what she shares with the contact is not asked again."""

    template_name = "inscriptions/plusieurs/_personne.html"
    use_required_attribute = False
    a_part = cached_property(APart)

    courriel = CourrielField(
        label=_("Courriel"),
        required=False,
        max_length=COURRIEL_MAX,
        widget=saisie_de_courriel(),
    )

    def __init__(self, *args, rang: int, **kwargs):
        self.rang = rang
        self.cle = f"personne-{rang}"
        super().__init__(*args, prefix=self.cle, empty_permitted=True, **kwargs)
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
    """There are too few seats for all who come, as `refus` says: some of them wait."""

    mention_facultatif = False  # the page says how many to tick

    attend = forms.MultipleChoiceField(
        label=_("Qui attend ?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, venues, refus: TropPeuDePlaces, **kwargs):
        super().__init__(*args, **kwargs)
        self.question, self.jour = str(refus), refus.atelier
        self.trop = len(venues) - refus.libres
        self.fields["attend"].choices = [(form.cle, form.nom_complet) for form in venues]
