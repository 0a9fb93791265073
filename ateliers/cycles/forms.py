from django import forms
from django.utils.translation import gettext_lazy as _

from reseau.socle.administration.saisie import AdresseDeduite
from reseau.socle.administration.simultane import SansEcraser

from .models import Cycle


class CycleForm(SansEcraser, AdresseDeduite):
    class Meta:
        model = Cycle
        fields = ["titre", "question", "theme", "presentation", "slug"]
        widgets = {"question": forms.TextInput(attrs={"class": "vLargeTextField"})}
        labels = {"titre": _("Titre du cycle")}
        help_texts = {
            "presentation": _("Markdown : titres, listes, liens. Montrée en tête de la page."),
            "slug": _("Vide : faite du titre. Elle ne change plus une fois la page publiée."),
        }
