"""All the forms of a page about several people; to the public way in (`reception`) it is one."""

from dataclasses import replace

from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from inscriptions.demandes import Contact, Demande
from inscriptions.models.cle import cle_du_nom
from inscriptions.models.personnes import par_personne, qui
from inscriptions.places.plusieurs import PERSONNES_AU_PLUS

from .forms import CommunForm, ContactForm, PersonneForm, QuiAttendForm


class Groupe:
    """The people of a page. `tete` is the form that bears what is wrong with the whole of it."""

    COMMUN = CommunForm

    def __init__(self, ateliers, donnees=None):
        self.donnees = donnees
        self.commun = self.COMMUN(donnees, ateliers=ateliers)
        self.ateliers = self.commun.ateliers
        self.fields = self.commun.fields
        self.personnes = []
        self.qui_attend = None

    @property
    def tete(self):
        return self.commun

    @property
    def forms(self):
        return [self.commun, *self.personnes]

    def sans_verifier(self):
        """What was typed, right or wrong, not checked yet: the page only gets more blocks."""
        for form in self.forms:
            form._errors = ErrorDict()
        return self

    @property
    def en_erreur(self):
        return [form for form in self.forms if form.errors]

    @property
    def nombre(self) -> int:
        return len(self.personnes)

    @property
    def venues(self):
        """Who comes, in the order of the page; a block left empty is nobody."""
        return [form for form in self.personnes if form.has_changed()]

    def is_valid(self) -> bool:
        if self.en_erreur:
            return False
        venues = self.venues
        if not venues:
            self.dire_personne()
        elif len(venues) > PERSONNES_AU_PLUS:
            self.add_error(None, _("Dix personnes au plus à la fois : faites-le en deux fois."))
        self.verifier_les_doublons(venues)
        return not self.en_erreur

    def dire_personne(self):
        self.personnes[0].add_error("prenom", _("Il n’y a encore personne à inscrire."))

    def verifier_les_doublons(self, venues):
        """Several people may share an address; on one page each name is somebody."""
        noms = set()
        for form in venues:
            nom = cle_du_nom(form.cleaned_data["prenom"], form.cleaned_data["nom"])
            if nom in noms:
                form.add_error("nom", _("Cette personne est déjà plus haut sur cette page."))
            noms.add(nom)

    def ateliers_pris(self):
        return self.commun.ateliers_pris()

    def add_error(self, champ, phrase):
        if champ in self.fields:
            self.commun.add_error(champ, phrase)
        else:
            self.tete.add_error(None, phrase)

    def refuser(self, atelier, phrase):
        self.tete.refuser(None, phrase)

    def attendent(self) -> list[int] | None:
        """The ranks of those who would rather wait; None while nobody was asked."""
        if "attend" not in self.donnees:
            return None
        cles = self.donnees.getlist("attend")
        return [rang for rang, form in enumerate(self.venues) if form.cle in cles]

    def demander_qui_attend(self, refus):
        self.libres, self.jour = refus.libres, refus.atelier
        self.qui_attend = QuiAttendForm(
            self.donnees if "attend" in self.donnees else None, venues=self.venues
        )
        self.trop = len(self.venues) - self.libres


class Ensemble(Groupe):
    """The contact, who may come too, and the people of her structure."""

    def __init__(self, atelier, nombre, donnees=None, initial=None):
        super().__init__([atelier], donnees)
        self.contact_form = ContactForm(donnees, initial=initial, commun=self.commun)
        self.personnes = [
            PersonneForm(donnees, rang=rang, commun=self.commun) for rang in range(1, nombre + 1)
        ]

    @property
    def tete(self):
        return self.contact_form

    @property
    def forms(self):
        return [self.contact_form, self.commun, *self.personnes]

    @property
    def venues(self):
        je_viens = self.contact_form.cleaned_data.get("je_viens")
        return [self.contact_form, *super().venues] if je_viens else super().venues

    def dire_personne(self):
        self.contact_form.add_error("je_viens", _("Il n’y a encore personne à inscrire."))

    def contact(self) -> Contact:
        return self.contact_form.contact()

    def demande(self) -> list[Demande]:
        du_contact = self.contact_form.demande()
        return [
            form.demande() if form is self.contact_form else avec(du_contact, form.demande())
            for form in self.venues
        ]


class DePlus(Groupe):
    """People who join a dossier that exists; `inscriptions`: its rows, the last first."""

    def __init__(self, dossier, inscriptions, ateliers, nombre, donnees=None):
        super().__init__(ateliers, donnees)
        self.dossier = dossier
        self.presentes = inscriptions
        self.personnes = [
            PersonneForm(donnees, rang=rang, commun=self.commun) for rang in range(1, nombre + 1)
        ]

    def is_valid(self) -> bool:
        if super().is_valid():
            self._verifier_les_presentes()
        return not self.en_erreur

    def _verifier_les_presentes(self):
        """Who is there for all the days ticked has nothing to be added to."""
        pris = {atelier.pk for atelier in self.ateliers_pris()}
        presentes = par_personne(self.presentes)
        for form in self.venues:
            jours = {i.atelier_id for i in presentes.get(qui(form.demande()), [])}
            if pris <= jours:
                form.add_error("nom", _("Cette personne est déjà dans vos inscriptions."))

    def contact(self) -> Contact:
        return Contact(self.dossier.prenom, self.dossier.nom, self.dossier.courriel)

    def demande(self) -> list[Demande]:
        """The contact's own row says most; without it, that of somebody her telephone reaches."""
        elle, boite = qui(self.dossier), self.dossier.courriel
        modele = min(
            self.presentes, key=lambda i: (qui(i) != elle, i.courriel != boite, bool(i.courriel))
        )
        return [avec(modele, form.demande()) for form in self.venues]


def avec(contact, personne: Demande) -> Demande:
    """Of the same structure; reached by the contact's telephone when she has no address.

    `contact` is what she asks for, or her registration.
    """
    return replace(
        personne,
        structure=contact.structure,
        profil=contact.profil,
        commune=contact.commune,
        telephone="" if personne.courriel else contact.telephone,
    )
