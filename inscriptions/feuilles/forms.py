from django import forms
from django.utils.translation import gettext_lazy as _

from ..models.enums import FormatExport
from .export import Commande
from .selection import Selection


class ExportForm(forms.Form):
    format = forms.ChoiceField(
        label=_("Format"),
        choices=FormatExport.choices,
        initial=FormatExport.XLSX,
        widget=forms.RadioSelect,
    )
    lignes_vides = forms.IntegerField(
        label=_("Lignes vides"),
        initial=5,
        min_value=0,
        max_value=40,
        help_text=_("Sur la feuille d’émargement, pour qui vient sans s’être inscrit."),
    )
    sensibles = forms.BooleanField(
        label=_("Avec les régimes, les allergies et les besoins d’accès"),
        required=False,
        help_text=_(
            "Et les réponses sensibles à vos questions. Pour qui en a besoin seulement : la "
            "cuisine, l’accueil. Jamais sur l’émargement."
        ),
    )

    def __init__(self, *args, peut_voir_le_sensible: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not peut_voir_le_sensible:
            del self.fields["sensibles"]

    def commande(self, selection: Selection) -> Commande:
        return Commande(
            selection,
            FormatExport(self.cleaned_data["format"]),
            sensibles=self.cleaned_data.get("sensibles", False),
            lignes_vides=self.cleaned_data["lignes_vides"],
        )
