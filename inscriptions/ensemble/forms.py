"""The people of a structure on one page: the contact, then each person in a block of her own."""

from dataclasses import replace

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from reseau.recherche import normaliser

from ..blocs import BLOCS
from ..demandes import Demande
from ..forms import CoordonneesForm, InscriptionForm
from ..saisie import COURRIEL_MAX, saisie_de_courriel

PERSONNES_AU_PLUS = 10
PERSONNES_PAR_DEFAUT = 2


class NombreForm(forms.Form):
    """How many blocks the page shows, besides the contact's own."""

    personnes = forms.IntegerField(min_value=1, max_value=PERSONNES_AU_PLUS)

    def nombre(self) -> int:
        return self.cleaned_data["personnes"] if self.is_valid() else PERSONNES_PAR_DEFAUT


class ContactForm(InscriptionForm):
    """Who fills the page in, and often comes too: then her own meal is asked for as well."""

    template_name = "inscriptions/ensemble/_contact.html"
    BLOCS = BLOCS

    je_viens = forms.BooleanField(label=_("Je viens aussi"), required=False, initial=True)

    cle = "contact"

    def blocs_demandes(self):
        return self.blocs if self.cleaned_data.get("je_viens") else []

    def clean(self):
        donnees = super().clean()
        if not donnees.get("je_viens"):
            for bloc in self.blocs:
                bloc.oublier()
        return donnees


class PersonneForm(CoordonneesForm):
    """One person more; what she shares with the contact is not asked again."""

    template_name = "inscriptions/ensemble/_personne.html"
    QUI = ("prenom", "nom", "courriel")
    ACCUEIL = ("besoins_acces",)

    courriel = forms.EmailField(
        label=_("Courriel"),
        required=False,
        max_length=COURRIEL_MAX,
        widget=saisie_de_courriel(),
        help_text=_("Facultatif. Sa confirmation et son propre lien y arrivent ; sinon, à vous."),
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


class Ensemble:
    """All the forms of the page; to the public way in (`reception`) it is one form."""

    fields = ()

    def __init__(self, atelier, nombre, donnees=None, initial=None):
        self.ateliers = [atelier]
        self.donnees = donnees
        commun = {
            "ateliers": self.ateliers,
            "prepares": CoordonneesForm.preparer(self.ateliers),
        }
        self.contact_form = ContactForm(donnees, initial=initial, **commun)
        self.personnes = [
            PersonneForm(donnees, rang=rang, **commun) for rang in range(1, nombre + 1)
        ]
        self.qui_attend = None

    @classmethod
    def telle_quelle(cls, atelier, nombre, donnees):
        """What was typed, right or wrong, not checked yet: the page only gets more blocks."""
        ensemble = cls(atelier, nombre, donnees)
        for form in ensemble.forms:
            form._errors = ErrorDict()
        return ensemble

    @property
    def forms(self):
        return [self.contact_form, *self.personnes]

    @property
    def en_erreur(self):
        return [form for form in self.forms if form.errors]

    @property
    def nombre(self) -> int:
        return len(self.personnes)

    @property
    def venues(self):
        """Who comes, in the order of the page; a block left empty is nobody."""
        je_viens = self.contact_form.cleaned_data.get("je_viens")
        remplies = [form for form in self.personnes if form.has_changed()]
        return [self.contact_form, *remplies] if je_viens else remplies

    def is_valid(self) -> bool:
        if self.en_erreur:
            return False
        venues = self.venues
        if not venues:
            self.contact_form.add_error("je_viens", _("Il n’y a encore personne à inscrire."))
        elif len(venues) > PERSONNES_AU_PLUS:
            self.add_error(None, _("Dix personnes au plus à la fois : faites-le en deux fois."))
        self._verifier_les_doublons(venues)
        return not self.en_erreur

    def _verifier_les_doublons(self, venues):
        courriels, noms = set(), set()
        for form in venues:
            saisie = form.cleaned_data
            courriel = saisie["courriel"].lower()
            nom = normaliser(f"{saisie['prenom']} {saisie['nom']}")
            if courriel and courriel in courriels:
                form.add_error("courriel", _("Cette adresse est déjà celle d’une autre personne."))
            if nom in noms:
                form.add_error("nom", _("Cette personne est déjà plus haut sur cette page."))
            courriels.add(courriel)
            noms.add(nom)

    def ateliers_pris(self):
        return self.ateliers

    def add_error(self, champ, phrase):
        self.contact_form.add_error(None, phrase)

    def refuser(self, atelier, phrase):
        self.contact_form.refuser(atelier, phrase)

    def contact(self):
        return self.contact_form.contact()

    def demande(self) -> list[Demande]:
        du_contact = self.contact_form.demande()
        return [
            form.demande() if form is self.contact_form else _avec(du_contact, form.demande())
            for form in self.venues
        ]

    def attendent(self) -> list[int] | None:
        """The ranks of those who would rather wait; None while nobody was asked."""
        if "attend" not in self.donnees:
            return None
        cles = self.donnees.getlist("attend")
        return [rang for rang, form in enumerate(self.venues) if form.cle in cles]

    def demander_qui_attend(self, libres):
        self.libres = libres
        self.qui_attend = QuiAttendForm(
            self.donnees if "attend" in self.donnees else None, venues=self.venues
        )
        self.trop = len(self.venues) - libres


class QuiAttendForm(forms.Form):
    mention_facultatif = False  # the page says how many to tick

    attend = forms.MultipleChoiceField(
        label=_("Qui attend ?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, venues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["attend"].choices = [
            (form.cle, f"{form.cleaned_data['prenom']} {form.cleaned_data['nom']}")
            for form in venues
        ]


def _avec(contact: Demande, personne: Demande) -> Demande:
    """Of the same structure; reached by the contact's telephone when she has no address."""
    return replace(
        personne,
        structure=contact.structure,
        profil=contact.profil,
        commune=contact.commune,
        telephone="" if personne.courriel else contact.telephone,
    )
