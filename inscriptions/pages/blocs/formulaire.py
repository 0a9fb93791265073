"""The base of registration forms: days and their blocks. It declares no field."""

from collections.abc import Iterable, Iterator

from django import forms
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property

from ateliers.models import Atelier
from inscriptions.demandes import Contact, Demande

from . import BLOCS, BLOCS_COMMUNS
from .bloc import Bloc, Pour


class FormulaireDeBlocs(forms.Form):
    """The blocks add their fields to those that the form declares.

    With `commun`, this is the form of one of several people: its days are those of `commun`, which
    asks all of them at once. `verifie=False` shows what was typed without errors, for a page that
    only gets more blocks.
    """

    par_l_equipe = False
    POUR = Pour.PERSONNE_SEULE
    BLOCS: tuple[type[Bloc], ...] = BLOCS
    BLOCS_COMMUNS: tuple[type[Bloc], ...] = BLOCS_COMMUNS

    def __init__(self, *args, ateliers=(), commun=None, verifie=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.commun = commun
        self.verifie = verifie
        self.ateliers = commun.ateliers if commun else list(ateliers)
        self.sujets = commun.sujets if commun else self.lire_les_sujets(self.ateliers)
        self.communs = [self._bloc(classe, None) for classe in self.BLOCS_COMMUNS]
        self.jours = {
            atelier: [self._bloc(classe, atelier) for classe in self.BLOCS]
            for atelier in self.ateliers
        }

    @classmethod
    def lire_les_sujets(cls, ateliers: list[Atelier]) -> dict[type[Bloc], Iterable]:
        """The subjects of the blocks, read once for all the people of a page."""
        return {classe: classe.preparer(ateliers) for classe in (*cls.BLOCS_COMMUNS, *cls.BLOCS)}

    def _bloc(self, classe: type[Bloc], atelier: Atelier | None) -> Bloc:
        sujets = self.sujets[classe]
        if atelier is not None:
            sujets = sujets.get(atelier.pk, [])
        pour = Pour.PERSONNE_DU_GROUPE if self.commun else self.POUR
        return classe(self, atelier, sujets, pour=pour, commun=self.commun)

    @property
    def errors(self):
        return super().errors if self.verifie else ErrorDict()

    @cached_property
    def blocs(self) -> list[Bloc]:
        return [*self.communs, *(bloc for blocs in self.jours.values() for bloc in blocs)]

    def ateliers_pris(self) -> list[Atelier]:
        """The days asked for: all of them, unless the form has a box for each."""
        return self.commun.ateliers_pris() if self.commun else self.ateliers

    def participe(self) -> bool:
        """Whether the person of this form comes."""
        return True

    def blocs_demandes(self) -> Iterator[Bloc]:
        """The blocks of the days taken; the errors of the others are removed."""
        pris = {None, *self.ateliers_pris()} if self.participe() else set()
        for bloc in self.blocs:
            if bloc.atelier in pris:
                yield bloc
            else:
                bloc.oublier()

    def clean(self):
        donnees = super().clean()
        for bloc in self.blocs_demandes():
            bloc.completer(donnees)
            bloc.clean(donnees)
        return donnees

    def refuser(self, atelier: Atelier | None, phrase: str) -> None:
        """Show the refusal of a day by a rule of the seats."""
        self.add_error(None, phrase)

    def contact(self) -> Contact:
        return self.demande().contact()

    def demande(self) -> Demande:
        """The request of the person of this form."""
        raise NotImplementedError

    def demandes(self) -> list[Demande]:
        """The requests of the form, in a list as for several people."""
        return [self.demande()]

    def reponses_des_blocs(self) -> dict[str, dict]:
        """The arguments of `Demande` given by the blocks; those of several days are merged."""
        reponses = {}
        for bloc in self.blocs_demandes():
            for nom, valeurs in bloc.lire(self.cleaned_data).items():
                reponses.setdefault(nom, {}).update(valeurs)
        return reponses


def case_du_jour(atelier: Atelier) -> str:
    """The name of the box that takes a day, where days are chosen."""
    return f"jour_{atelier.pk}"
