"""Make allauth's forms clean text as ours do.

allauth builds their fields itself, so we clean the data before the fields read it. Passwords are
never cleaned. A form that takes an address must cost the same whether the address is known or not
(see titulaire.py). This module is separate from forms.py, which allauth imports while it defines
its own forms.
"""

import secrets

from allauth.account import forms as compte
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as cle
from allauth.socialaccount import forms as ailleurs
from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from reseau.socle import invisibles
from reseau.socle.adresses.champ import SaisieDeCourriel
from reseau.socle.formulaires import CourrielField
from reseau.socle.leurre import ecriture
from reseau.socle.securite.enums import Acte
from reseau.socle.securite.journal import noter

from .codes import retenir
from .essais import Essai
from .models import Personne
from .titulaire import titulaire


class CourrielDeCompte(CourrielField):
    """allauth's field with « vouliez-vous dire … ? »: with a mistyped address the link is lost."""

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


def _a_qui_ecrire(saisi: str, lettre: str) -> tuple[str, Personne | None]:
    """Return the address and its open account, if any; refuse when it is asked too often."""
    adaptateur = get_adapter()
    courriel = adaptateur.clean_email(saisi)
    if not Essai(context.request, courriel).courriel_permis(lettre):
        raise adaptateur.validation_error("rate_limited")
    personne = titulaire(courriel)
    return courriel, personne if personne and personne.is_active else None


class AvecLOubli:
    """Rewrite allauth's link with our typography."""

    CHAMP = "password"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[self.CHAMP].help_text = format_html(
            '<a href="{}">{}</a>', reverse("account_reset_password"), _("Mot de passe oublié ?")
        )


class Connexion(AvecLOubli, SaisieNette, compte.LoginForm):
    pass


class PreuveParMotDePasse(AvecLOubli, SaisieNette, compte.ReauthenticateForm):
    pass


class ChangementDuMotDePasse(AvecLOubli, SaisieNette, compte.ChangePasswordForm):
    CHAMP = "oldpassword"


class Inscription(SaisieNette, compte.SignupForm):
    """A known address gets another letter after the same work: an account is made, then undone."""

    email = CourrielDeCompte()

    def try_save(self, request):
        if not self.account_already_exists:
            with ecriture(gardee=True):
                return super().try_save(request)
        with ecriture(gardee=False):
            self._creer_pour_rien(request)
        return super().try_save(request)

    def _creer_pour_rien(self, request):
        donnees, deja = self.cleaned_data, self.account_already_exists
        self.cleaned_data = {**donnees, "email": f"{secrets.token_hex(16)}@leurre.invalid"}
        self.account_already_exists = False
        try:
            self._relire(self.save(request))
        finally:
            self.cleaned_data, self.account_already_exists = donnees, deja

    @staticmethod
    def _relire(personne):
        """Repeat the three reads of the page « confirmez votre adresse » for a new account."""
        EmailAddress.objects.filter(user=personne, verified=True).exists()
        EmailAddress.objects.filter(user=personne.pk).first()
        Personne.objects.filter(pk=personne.pk).first()


class AjoutDAdresse(SaisieNette, compte.AddEmailForm):
    email = CourrielDeCompte()


class ChangementDAdresse(SaisieNette, compte.ChangeEmailForm):
    email = CourrielDeCompte()


class OubliDuMotDePasse(SaisieNette, compte.ResetPasswordForm):
    email = CourrielDeCompte()

    def clean_email(self):
        courriel, personne = _a_qui_ecrire(self.cleaned_data["email"], "mot_de_passe")
        self.users = [personne] if personne else []
        return courriel


class DemandeDeCode(SaisieNette, compte.RequestLoginCodeForm):
    email = CourrielDeCompte()

    def clean_email(self):
        courriel, self._user = _a_qui_ecrire(self.cleaned_data["email"], "code")
        return courriel


class CodeDeConnexion(SaisieNette, compte.ConfirmLoginCodeForm):
    def __init__(self, *args, code=None, **kwargs):
        super().__init__(*args, code=code, **kwargs)
        self._attendu = bool(code)
        if not code:
            # No code is expected: read an account all the same, so that both cases cost the same.
            Personne.objects.filter(pk=0).first()

    def clean_code(self):
        try:
            return super().clean_code()
        except forms.ValidationError:
            if not self._attendu:  # when one is expected, allauth's signal logs it
                noter(Acte.ECHEC, None, "code reçu par courriel", request=context.request)
            raise


class CodeDeConfirmation(SaisieNette, compte.ConfirmEmailVerificationCodeForm):
    pass


class CodeDOubli(SaisieNette, compte.ConfirmPasswordResetCodeForm):
    pass


class InscriptionDepuisAilleurs(SaisieNette, ailleurs.SignupForm):
    email = CourrielDeCompte()


class CodeDeVerification(SaisieNette, mfa.AuthenticateForm):
    def clean_code(self):
        return retenir(super().clean_code(), self.authenticator)


class CodePourVerifierEncore(SaisieNette, mfa.ReauthenticateForm):
    def clean_code(self):
        return retenir(super().clean_code(), self.authenticator)


class PremierCode(SaisieNette, ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code de l’application")


class NouvelleCle(SaisieNette, cle.AddWebAuthnForm):
    pass


class NomDeLaCle(SaisieNette, cle.EditWebAuthnForm):
    pass
