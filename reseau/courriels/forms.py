from django import forms
from django.utils.translation import gettext_lazy as _


class RechercheForm(forms.Form):
    q = forms.CharField(label=_("Destinataire ou objet"), max_length=100, required=False)
