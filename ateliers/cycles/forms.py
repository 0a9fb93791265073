from django import forms
from django.utils.translation import gettext_lazy as _

from reseau.slugs import slug_libre

from .models import Cycle


class CycleForm(forms.ModelForm):
    class Meta:
        model = Cycle
        fields = ["titre", "question", "theme", "presentation", "slug"]
        widgets = {"question": forms.TextInput(attrs={"class": "vLargeTextField"})}
        labels = {"titre": _("Titre du cycle")}
        help_texts = {
            "presentation": _("Markdown : titres, listes, liens. Montrée en tête de la page."),
            "slug": _("Vide : faite du titre. Elle ne change plus une fois la page publiée."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def save(self, commit=True):
        if not self.instance.slug:
            self.instance.slug = slug_libre(self.instance, self.instance.titre)
        return super().save(commit)
