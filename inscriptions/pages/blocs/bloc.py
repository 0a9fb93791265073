from collections.abc import Iterable, Mapping

from django import forms

from ateliers.models import Atelier
from inscriptions.models import Inscription


class Bloc:
    """One subject of one day in one form. `sujets` are the rows it asks about, maybe none."""

    template_name: str

    def __init__(self, form: forms.Form, atelier: Atelier, sujets: list):
        self.form = form
        self.atelier = atelier
        self.sujets = sujets
        self.champs = self.faire_les_champs()
        form.fields.update(self.champs)

    @classmethod
    def preparer(cls, ateliers: Iterable[Atelier]) -> Mapping[int, list]:
        """The rows to ask about, by the key of their day; as few queries as for one day."""
        raise NotImplementedError

    def faire_les_champs(self) -> dict[str, forms.Field]:
        raise NotImplementedError

    def clean(self, donnees: dict) -> None:
        """Check what was typed; add errors to the form, or forget those that do not matter."""

    def lire(self, donnees: dict) -> dict:
        """The arguments of `Demande` this block answers, from cleaned data."""
        raise NotImplementedError

    @staticmethod
    def initial_de(inscription: Inscription) -> dict:
        """What the registration holds already, by name of field."""
        return {}

    def oublier(self) -> None:
        """The day is not asked for: what was typed about it cannot be wrong."""
        for nom in self.champs:
            self.form.errors.pop(nom, None)

    def champ(self, nom: str):
        return self.form[nom] if nom in self.form.fields else None
