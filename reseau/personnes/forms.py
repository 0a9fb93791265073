from django import forms
from django.utils.translation import gettext_lazy as _

from reseau.socle.formulaires import NomPropre, UneLigne

from .models import Personne


class InscriptionAuPortailForm(forms.Form):
    """The fields allauth's sign-up form takes from us, besides e-mail and password."""

    prenom = NomPropre(
        label=_("Prénom"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Il manque le prénom.")},
    )
    nom = NomPropre(
        label=_("Nom"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": _("Il manque le nom.")},
    )

    field_order = ["prenom", "nom", "email", "password1"]

    def signup(self, request, personne):
        personne.prenom = self.cleaned_data["prenom"]
        personne.nom = self.cleaned_data["nom"]
        personne.save(update_fields=["prenom", "nom"])


class CoordonneesForm(forms.ModelForm):
    """The address is not here: allauth's pages change it, with a confirmation."""

    class Meta:
        model = Personne
        fields = ["prenom", "nom", "telephone", "structure", "profil"]
        field_classes = {"prenom": NomPropre, "nom": NomPropre, "structure": UneLigne}
        error_messages = {
            "prenom": {"required": _("Il manque le prénom.")},
            "nom": {"required": _("Il manque le nom.")},
        }
        widgets = {
            "prenom": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "nom": forms.TextInput(attrs={"autocomplete": "family-name"}),
            "telephone": forms.TextInput(
                attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}
            ),
            "structure": forms.TextInput(attrs={"autocomplete": "organization"}),
        }
