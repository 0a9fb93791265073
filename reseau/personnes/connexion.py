"""Apart from forms.py, which allauth imports while its own forms are being defined."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import RequestLoginCodeForm


class DemandeDeCodeForm(RequestLoginCodeForm):
    """The only form of allauth that does not ask the adapter whether an address will do."""

    def clean_email(self):
        get_adapter().clean_email(self.cleaned_data["email"])
        return super().clean_email()
