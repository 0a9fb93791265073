"""The forms of a page for several people: the common part, the contact, then each person."""

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
    """The number of blocks on the page, and the number to add."""

    personnes = forms.IntegerField(min_value=1, max_value=PERSONNES_AU_PLUS)
    de_plus = forms.IntegerField(min_value=1, max_value=PERSONNES_AU_PLUS, required=False)

    def nombre(self, sinon=PERSONNES_PAR_DEFAUT) -> int:
        self.full_clean()
        return self.cleaned_data.get("personnes") or sinon

    def agrandi(self, au_plus=PERSONNES_AU_PLUS) -> int:
        nombre = self.nombre()
        return min(nombre + (self.cleaned_data.get("de_plus") or 1), au_plus)


class CommunForm(FormulaireDeBlocs):
    """Common answers: the days if there are several, the sequences, the questions."""

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
        """For the page: each day, its box when there are several days, its blocks."""
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
        """The values of a person who leaves her own fields blank."""
        self.is_valid()
        return getattr(self, "cleaned_data", {})


class APart:
    """The fields of one person: her meal is visible, the rest is folded."""

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
        """The day, when there are several; else None, for it needs no title."""
        return atelier if self.form.commun.plusieurs_jours else None

    @cached_property
    def champs(self) -> list[str]:
        """The names of the folded fields."""
        blocs = [*self.form.communs, *(bloc for _jour, bs in self.choix_par_jour() for bloc in bs)]
        noms = [nom for bloc in blocs for nom in bloc.champs]
        return [*noms, *(["besoins_acces"] if "besoins_acces" in self.form.fields else [])]

    @property
    def est_depliee(self) -> bool:
        """A folded field is wrong, changed or required."""
        form = self.form
        return any(
            form[nom].errors or form.fields[nom].required or nom in form.changed_data
            for nom in self.champs
        )


class ContactForm(InscriptionForm):
    """The person who fills in the page; when she comes too, her meal is asked."""

    template_name = "inscriptions/plusieurs/_contact.html"
    BLOCS = BLOCS
    cle = "contact"
    a_part = cached_property(APart)

    je_viens = forms.BooleanField(label=_("Je viens aussi"), required=False, initial=True)

    def participe(self) -> bool:
        return bool(self.cleaned_data.get("je_viens"))


class PersonneForm(IdentiteForm):
    """One more person; the page does not ask again what she shares with the contact."""

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
        for nom in self.QUI:  # else the browser fills in the name of the typist
            self.fields[nom].widget.attrs["autocomplete"] = "off"

    @property
    def titre(self) -> str:
        return _("Personne %(rang)s") % {"rang": self.rang}

    @property
    def nom_saisi(self) -> str:
        """The name as typed so far, to tell the blocks apart."""
        return " ".join(filter(None, (self["prenom"].value(), self["nom"].value())))


class QuiAttendForm(forms.Form):
    """Seats are too few for all, as `refus` says: the contact chooses who waits."""

    mention_facultatif = False  # the page says how many boxes to tick

    attend = forms.MultipleChoiceField(
        label=_("Qui attend ?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, venues, refus: TropPeuDePlaces, **kwargs):
        super().__init__(*args, **kwargs)
        self.question, self.jour = str(refus), refus.atelier
        self.trop = len(venues) - refus.libres
        self.fields["attend"].choices = [(form.cle, form.nom_complet) for form in venues]
