from django import forms
from django.utils.translation import gettext_lazy as _


class InscriptionAuPortailForm(forms.Form):
    """The fields allauth's sign-up form takes from us, besides e-mail and password."""

    prenom = forms.CharField(
        label=_("Prénom"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    nom = forms.CharField(
        label=_("Nom"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )

    field_order = ["prenom", "nom", "email", "password1"]

    def signup(self, request, personne):
        personne.prenom = self.cleaned_data["prenom"]
        personne.nom = self.cleaned_data["nom"]
        personne.save(update_fields=["prenom", "nom"])
