"""Two people edit one page: neither replaces unread what the other saved meanwhile."""

from zlib import crc32

from django import forms
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from .confirmation import AConfirmer, Consequence


class SansEcraser(AConfirmer):
    """Detect, from a hidden hash of each value, what changed since the page was opened.

    List `ouverture` among the fields of the screen; a page without it is not protected.
    """

    ouverture = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "ouverture" in self.fields:  # absent for people who may only read
            empreintes = self._empreintes().items()
            self.initial["ouverture"] = " ".join(f"{nom}:{valeur}" for nom, valeur in empreintes)

    @cached_property
    def changed_data(self):
        return [nom for nom in super().changed_data if nom != "ouverture"]

    def consequences(self):
        """Fields that another person changed meanwhile, and that this form would change back."""
        a_l_ouverture = dict(
            empreinte.partition(":")[::2]
            for empreinte in self.cleaned_data.get("ouverture", "").split()
        )
        maintenant = self._empreintes()
        phrase = _(
            "« %(champ)s » a changé depuis que vous avez ouvert cette page : « %(valeur)s ». "
            "Confirmer le remplace par ce qui est rempli ici."
        )
        return [
            Consequence(phrase % {"champ": self.fields[nom].label, "valeur": self._enregistre(nom)})
            for nom in self.changed_data
            if a_l_ouverture.get(nom, maintenant.get(nom)) != maintenant.get(nom)
        ]

    def _empreintes(self) -> dict[str, str]:
        valeurs = {
            nom: champ.prepare_value(self.get_initial_for_field(champ, nom))
            for nom, champ in self.fields.items()
            if nom != "ouverture"
        }
        return {nom: f"{crc32(str(valeur).encode()):x}" for nom, valeur in valeurs.items()}

    def _enregistre(self, nom: str) -> str:
        """The value in the database, as people read it, on one line: the button sends it back."""
        champ = self.fields[nom]
        valeur = self.get_initial_for_field(champ, nom)
        if valeur in (None, ""):
            return _("vide")
        if isinstance(champ, forms.ModelChoiceField):
            return str(champ.queryset.filter(pk=champ.prepare_value(valeur)).first() or valeur)
        if isinstance(champ, forms.ChoiceField):
            return str(dict(champ.choices).get(valeur, valeur))
        if isinstance(valeur, bool):
            return _("oui") if valeur else _("non")
        if isinstance(champ, forms.DateTimeField):
            valeur = timezone.localtime(valeur)
        lignes = str(formats.localize(valeur)).splitlines()
        return Truncator(" ".join(ligne for ligne in lignes if ligne)).chars(120)
