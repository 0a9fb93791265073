"""All the forms of a page for several people; `reception` sees them as one form."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from ateliers.models import Atelier
from inscriptions.demandes import Contact, Demande
from inscriptions.models import Dossier, Inscription
from inscriptions.models.cle import cle_du_nom
from inscriptions.models.personnes import par_personne, qui
from inscriptions.places.plusieurs import PERSONNES_AU_PLUS
from inscriptions.refus import TropPeuDePlaces

from ..blocs.formulaire import FormulaireDeBlocs
from .forms import CommunForm, ContactForm, PersonneForm, QuiAttendForm


class Groupe:
    """The people of a page. `tete` is the form that carries the errors of the whole page."""

    def __init__(
        self,
        commun: CommunForm,
        personnes: list[FormulaireDeBlocs],
        donnees=None,
        contact_form: ContactForm | None = None,
    ):
        self.commun = commun
        self.personnes = personnes
        self.donnees = donnees
        self.contact_form = contact_form
        self.tete = contact_form or commun
        self.forms = [form for form in (contact_form, commun, *personnes) if form]
        self.ateliers = commun.ateliers
        self.fields = commun.fields
        self.qui_attend: QuiAttendForm | None = None

    @property
    def en_erreur(self) -> list[FormulaireDeBlocs]:
        return [form for form in self.forms if form.errors]

    @property
    def nombre(self) -> int:
        return len(self.personnes)

    @property
    def venues(self) -> list[FormulaireDeBlocs]:
        """The forms of people who come, in the order of the page; blank blocks do not count."""
        return [form for form in self.personnes if form.has_changed()]

    def is_valid(self) -> bool:
        if self.en_erreur:
            return False
        self.verifier(self.venues)
        return not self.en_erreur

    def verifier(self, venues: list[FormulaireDeBlocs]) -> None:
        """Check the valid forms together, and add errors to them."""
        if not venues:
            self.demander_quelqu_un()
        elif len(venues) > PERSONNES_AU_PLUS:
            self.add_error(None, _("Dix personnes au plus à la fois : faites-le en deux fois."))

    def demander_quelqu_un(self) -> None:
        self.personnes[0].add_error("prenom", _("Il n’y a encore personne à inscrire."))

    def ateliers_pris(self) -> list[Atelier]:
        return self.commun.ateliers_pris()

    def add_error(self, champ: str | None, phrase: str) -> None:
        if champ in self.fields:
            self.commun.add_error(champ, phrase)
        else:
            self.tete.add_error(None, phrase)

    def refuser(self, atelier: Atelier | None, phrase: str) -> None:
        self.tete.refuser(None, phrase)

    def contact(self) -> Contact:
        """The person who asks for the seats."""
        raise NotImplementedError

    def demandes(self) -> list[Demande]:
        return [form.demande() for form in self.venues]

    def attendent(self) -> list[int] | None:
        """The ranks of the people chosen to wait; None while the page has not asked."""
        if "attend" not in self.donnees:
            return None
        cles = self.donnees.getlist("attend")
        return [rang for rang, form in enumerate(self.venues) if form.cle in cles]

    def demander_qui_attend(self, refus: TropPeuDePlaces) -> None:
        self.qui_attend = QuiAttendForm(
            self.donnees if "attend" in self.donnees else None,
            venues=self.venues,
            refus=refus,
        )


class Ensemble(Groupe):
    """The contact, who may come too, and other people of her structure."""

    def __init__(self, atelier: Atelier, nombre: int, donnees=None, initial=None, verifie=True):
        commun = CommunForm(donnees, ateliers=[atelier], verifie=verifie)
        contact_form = ContactForm(donnees, initial=initial, commun=commun, verifie=verifie)
        personnes = _lignes(nombre, donnees, commun, verifie)
        super().__init__(commun, personnes, donnees, contact_form)

    @property
    def venues(self):
        venues = super().venues
        return [self.contact_form, *venues] if self.contact_form.participe() else venues

    def verifier(self, venues):
        super().verifier(venues)
        _refuser_les_doublons(venues)

    def demander_quelqu_un(self):
        self.contact_form.add_error("je_viens", _("Il n’y a encore personne à inscrire."))

    def contact(self) -> Contact:
        return self.contact_form.contact()

    def demandes(self) -> list[Demande]:
        du_contact = self.contact_form.demande()
        return [
            form.demande() if form is self.contact_form else avec(du_contact, form.demande())
            for form in self.venues
        ]


class DePlus(Groupe):
    """People added to an existing dossier; `presentes`: its registrations, the latest first."""

    def __init__(
        self,
        dossier: Dossier,
        presentes: list[Inscription],
        ateliers: list[Atelier],
        nombre: int,
        donnees=None,
        verifie=True,
    ):
        commun = CommunForm(donnees, ateliers=ateliers, verifie=verifie)
        super().__init__(commun, _lignes(nombre, donnees, commun, verifie), donnees)
        self.dossier = dossier
        self.presentes = presentes

    def verifier(self, venues):
        super().verifier(venues)
        _refuser_les_doublons(venues)
        if not self.en_erreur:
            self._refuser_les_presentes(venues)

    def _refuser_les_presentes(self, venues):
        """Refuse a person who is already registered for all the ticked days."""
        pris = {atelier.pk for atelier in self.ateliers_pris()}
        presentes = par_personne(self.presentes)
        for form in venues:
            lignes = presentes.get(qui(form.demande()), [])
            jours = {ligne.atelier_id for ligne in lignes}
            if pris <= jours:
                form.add_error("nom", _("Cette personne est déjà dans vos inscriptions."))

    def contact(self) -> Contact:
        return Contact.du(self.dossier)

    def demandes(self) -> list[Demande]:
        """Complete requests from the row of the contact, else from one with her mailbox or none."""
        cle_du_contact, boite = qui(self.dossier), self.dossier.courriel
        modele = min(
            self.presentes,
            key=lambda presente: (
                qui(presente) != cle_du_contact,
                presente.courriel != boite,
                bool(presente.courriel),
            ),
        )
        return [avec(modele, demande) for demande in super().demandes()]


def _lignes(nombre: int, donnees, commun: CommunForm, verifie: bool) -> list[FormulaireDeBlocs]:
    return [
        PersonneForm(donnees, rang=rang, commun=commun, verifie=verifie)
        for rang in range(1, nombre + 1)
    ]


def _refuser_les_doublons(venues: Iterable[FormulaireDeBlocs]) -> None:
    """Several people may share an address, but on one page two people never share a name."""
    noms = set()
    for form in venues:
        nom = cle_du_nom(form.cleaned_data["prenom"], form.cleaned_data["nom"])
        if nom in noms:
            form.add_error("nom", _("Cette personne est déjà plus haut sur cette page."))
        noms.add(nom)


def avec(contact: Demande | Inscription, personne: Demande) -> Demande:
    """The request of `personne` with the structure of the contact.

    A person without an address gets the telephone of the contact. `contact` is the request of the
    contact, or her registration.
    """
    return replace(
        personne,
        structure=contact.structure,
        profil=contact.profil,
        commune=contact.commune,
        telephone="" if personne.courriel else contact.telephone,
    )
