from django import forms
from django.utils.translation import gettext_lazy as _

from reseau.groupes.models import GroupeDeTravail


class FiltreActualites(forms.Form):
    """The query string of the list; an unknown group simply filters nothing."""

    groupe = forms.ModelChoiceField(
        label=_("Groupe de travail"),
        queryset=GroupeDeTravail.objects.actifs(),
        to_field_name="slug",
        required=False,
        empty_label=_("Tout le réseau"),
    )

    def groupe_choisi(self):
        return self.cleaned_data.get("groupe") if self.is_valid() else None
