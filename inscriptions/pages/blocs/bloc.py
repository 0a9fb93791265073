from collections.abc import Iterable, Mapping
from enum import Enum, auto

from django import forms
from django.utils.translation import gettext_lazy as _

from ateliers.models import Atelier
from inscriptions.models import Inscription

COMME_LES_AUTRES = _("Comme pour tout le monde")
VIDE = _("Vide : comme pour tout le monde.")


class Pour(Enum):
    """The people a form asks: a single person, all the people of a page, or one of them."""

    PERSONNE_SEULE = auto()
    GROUPE = auto()
    PERSONNE_DU_GROUPE = auto()


class Bloc:
    """One subject of one day in one form. `sujets`: the rows it asks about, maybe none.

    For one of several people, `commun` is the form that asks all of them at once. A field that is
    also in `commun` is optional here: left blank, the common answer counts. Each person answers the
    other fields (meals, sensitive questions) for herself.
    """

    template_name: str
    # Templates of a page for several people, where they differ.
    GABARITS: Mapping[Pour, str] = {}

    def __init__(
        self,
        form: forms.Form,
        atelier: Atelier | None,
        sujets: list,
        *,
        pour: Pour = Pour.PERSONNE_SEULE,
        commun: forms.Form | None = None,
    ):
        self.form = form
        self.atelier = atelier
        self.sujets = sujets
        self.pour = pour
        self.commun = commun
        self.template_name = self.GABARITS.get(pour, self.template_name)
        self.champs = self.faire_les_champs()
        self.partages = {nom for nom in self.champs if commun and nom in commun.fields}
        for nom in self.partages:
            self.rendre_facultatif(self.champs[nom])
        form.fields.update(self.champs)

    @classmethod
    def preparer(cls, ateliers: Iterable[Atelier]) -> Mapping[int, list]:
        """The rows to ask about, by key of day; as many queries for ten days as for one."""
        raise NotImplementedError

    def faire_les_champs(self) -> dict[str, forms.Field]:
        raise NotImplementedError

    @staticmethod
    def rendre_facultatif(champ: forms.Field) -> None:
        """Make the field optional, and say that a blank takes the common answer."""
        champ.required = champ.widget.is_required = False
        if isinstance(champ, forms.ChoiceField) and not isinstance(
            champ, forms.MultipleChoiceField
        ):
            champ.choices = [("", COMME_LES_AUTRES), *(c for c in champ.choices if c[0] != "")]
        else:
            champ.help_text = f"{champ.help_text} {VIDE}".strip()

    def completer(self, donnees: dict) -> None:
        """Replace blank answers by the common ones."""
        if self.partages:
            communes = self.commun.reponses()
            for nom in self.partages:
                donnees[nom] = donnees.get(nom) or communes.get(nom)

    def clean(self, donnees: dict) -> None:
        """Check the answers: add errors to the form, or remove those of fields not asked."""

    def lire(self, donnees: dict) -> dict:
        """The arguments of `Demande` that this block gives, from cleaned data."""
        raise NotImplementedError

    @staticmethod
    def initial_de(inscription: Inscription) -> dict:
        """The values of the registration, by name of field."""
        return {}

    def oublier(self) -> None:
        """Remove the errors of a day that is not taken."""
        for nom in self.champs:
            self.form.errors.pop(nom, None)

    def champ(self, nom: str):
        return self.form[nom] if nom in self.form.fields else None

    def les_champs(self):
        return [self.form[nom] for nom in self.champs]
