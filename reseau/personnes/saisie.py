"""The forms of allauth take text as ours do.

They make their fields themselves: what comes in is cleaned before they read it. Never a password.
Apart from forms.py, which allauth imports while its own forms are being defined.
"""

from allauth.account import forms as compte
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as cle
from allauth.socialaccount import forms as ailleurs
from django import forms
from django.utils.translation import gettext_lazy as _

from reseau import invisibles
from reseau.adresses.champ import SaisieDeCourriel
from reseau.formulaires import CourrielField


class CourrielDeCompte(CourrielField):
    """allauth's own field, and « vouliez-vous dire … ? »: a link goes there, or nowhere."""

    def __init__(self, **kwargs):
        attributs = {"autocomplete": "email", "inputmode": "email", "autocapitalize": "none"}
        super().__init__(label=_("Courriel"), widget=SaisieDeCourriel(attributs), **kwargs)

    def clean(self, value):
        return super().clean(value).lower()


class SaisieNette:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            return
        self.data = self.data.copy()
        for nom, champ in self.fields.items():
            cle_du_champ = self.add_prefix(nom)
            if cle_du_champ in self.data and (nettoyer := _nettoyage(nom, champ)):
                self.data[cle_du_champ] = nettoyer(self.data[cle_du_champ])


def _nettoyage(nom, champ):
    if not isinstance(champ, forms.CharField) or isinstance(champ.widget, forms.PasswordInput):
        return None
    if champ.widget.is_hidden:
        return None
    if isinstance(champ, forms.EmailField):
        return invisibles.adresse
    return invisibles.code if nom == "code" else invisibles.sur_une_ligne


class Connexion(SaisieNette, compte.LoginForm):
    pass


class Inscription(SaisieNette, compte.SignupForm):
    email = CourrielDeCompte()


class AjoutDAdresse(SaisieNette, compte.AddEmailForm):
    email = CourrielDeCompte()


class ChangementDAdresse(SaisieNette, compte.ChangeEmailForm):
    email = CourrielDeCompte()


class OubliDuMotDePasse(SaisieNette, compte.ResetPasswordForm):
    email = CourrielDeCompte()


class DemandeDeCode(SaisieNette, compte.RequestLoginCodeForm):
    """The only form of allauth that does not ask the adapter whether an address will do."""

    email = CourrielDeCompte()

    def clean_email(self):
        get_adapter().clean_email(self.cleaned_data["email"])
        return super().clean_email()


class CodeDeConnexion(SaisieNette, compte.ConfirmLoginCodeForm):
    pass


class CodeDeConfirmation(SaisieNette, compte.ConfirmEmailVerificationCodeForm):
    pass


class CodeDOubli(SaisieNette, compte.ConfirmPasswordResetCodeForm):
    pass


class InscriptionDepuisAilleurs(SaisieNette, ailleurs.SignupForm):
    pass


class CodeDeVerification(SaisieNette, mfa.AuthenticateForm):
    pass


class CodePourVerifierEncore(SaisieNette, mfa.ReauthenticateForm):
    pass


class PremierCode(SaisieNette, ActivateTOTPForm):
    pass


class NouvelleCle(SaisieNette, cle.AddWebAuthnForm):
    pass


class NomDeLaCle(SaisieNette, cle.EditWebAuthnForm):
    pass
