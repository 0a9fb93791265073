from django import forms
from django.utils.translation import gettext_lazy as _

from ..formulaires import Coordonnee


class RechercheForm(forms.Form):
    q = Coordonnee(label=_("Destinataire ou objet"), max_length=100, required=False)
