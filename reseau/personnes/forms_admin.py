from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _

from .adresses import est_prouvee_par_une_autre
from .models import Personne


def refuser_celle_d_une_autre(form) -> str:
    courriel = form.cleaned_data["email"].lower()
    if est_prouvee_par_une_autre(courriel, form.instance):
        raise forms.ValidationError(_("Un autre compte utilise déjà cette adresse."))
    return courriel


class PersonneForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = Personne
        field_classes = {}

    def clean_email(self):
        return refuser_celle_d_une_autre(self)


class NouvellePersonneForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = Personne
        fields = ["email"]
        field_classes = {}

    def clean_email(self):
        return refuser_celle_d_une_autre(self)
