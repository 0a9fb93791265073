from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from reseau.socle import invisibles
from reseau.socle.formulaires import adresse_qui_part
from reseau.socle.identite.models import Reseau

from . import navigateur
from .models import Personne

PREUVES = {
    "reauthenticate": _("Avec mon mot de passe"),
    "mfa_reauthenticate": _("Avec un code de mon application"),
    "mfa_reauthenticate:webauthn": _("Avec une clé d’accès"),
}


class Adaptateur(DefaultAccountAdapter):
    """Our answers to allauth: the name of the network in mails, our words, lower-case addresses."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Ce compte est désactivé."),
        "cannot_remove_primary_email": _("Une adresse principale ne se retire pas."),
        "duplicate_email": _("Cette adresse est déjà celle de votre compte."),
        "email_password_mismatch": _("L’adresse ou le mot de passe ne convient pas."),
        "email_taken": _("Un autre compte utilise déjà cette adresse."),
        "enter_current_password": _("Saisissez votre mot de passe actuel."),
        "incorrect_code": _("Ce code ne convient pas."),
        "incorrect_password": _("Ce mot de passe ne convient pas."),
        "invalid_or_expired_key": _("Ce lien n’est plus valable."),
        "invalid_login": _("Cette connexion n’est pas valable."),
        "invalid_password_reset": _("Ce lien n’est plus valable : demandez-en un nouveau."),
        "max_email_addresses": _("Un compte ne peut pas avoir plus de %d adresses."),
        "essais_refuses": _(
            "Trop d’essais sans succès : attendez un quart d’heure, "
            "ou recevez un code par courriel."
        ),
        "too_many_login_attempts": _(
            "Trop d’essais sans succès : attendez cinq minutes avant de recommencer."
        ),
        "unknown_email": _("Aucun compte n’utilise cette adresse."),
        "unverified_primary_email": _("L’adresse principale doit d’abord être confirmée."),
        "select_only_one": _("Choisissez-en un seul."),
        "same_as_current": _("Cette valeur est déjà la vôtre."),
        "rate_limited": _("Trop de demandes à la fois : attendez quelques minutes."),
    }

    def clean_email(self, email):
        """Refuse an address that mail cannot reach, or too long for its column."""
        MaxLengthValidator(Personne._meta.get_field("email").max_length)(email)
        email = invisibles.adresse(email).strip()
        adresse_qui_part(email)
        return super().clean_email(email).lower()

    def is_reauthentication_required(self, *, app, **kwargs):
        """With a second factor, a change of address or service first asks to log in again.

        Otherwise a session left open would be enough to take the account.
        """
        return self._est_protege(app) or super().is_reauthentication_required(app=app, **kwargs)

    def _est_protege(self, app):
        return app != "allauth.mfa" and is_mfa_enabled(self.request.user)

    def get_reauthentication_methods(self, user):
        """Our own words for allauth's methods."""
        methodes = super().get_reauthentication_methods(user)
        return [{**m, "description": PREUVES.get(m["id"], m["description"])} for m in methodes]

    def send_mail(self, template_prefix, email, context):
        """Our letters need no request: nothing that the visitor's browser sent enters them."""
        self.render_mail(template_prefix, email, {"email": email, **context}).send()

    def render_mail(self, template_prefix, email, context, headers=None):
        """Subjects are rendered without a request: add the name of the network.

        allauth builds links from the Host header, which anybody may forge: build them again.
        """
        contexte = {
            **context,
            **{n: _chez_nous(v) for n, v in context.items() if n.endswith("_url")},
            "reseau": Reseau.objects.le_notre(),
            "SITE_URL": settings.SITE_URL,
        }
        return super().render_mail(template_prefix, email, contexte, headers)

    def pre_authenticate(self, request, **credentials):
        # An account made by a command has no address of allauth yet: its number stands for it
        self._essai = _essai(request, credentials.get("email") or f"compte {request.user.pk}")
        if not self._essai.mot_de_passe_permis():
            self._essai.refuser()
            raise self.validation_error("essais_refuses")

    def authenticate(self, request, **credentials):
        personne = super().authenticate(request, **credentials)
        if personne:
            self._essai.pardonner()
        return personne

    def _delete_login_attempts_cached_email(self, request, **credentials):
        """allauth calls this once a new password has been chosen by mail."""
        _essai(request, credentials["email"]).oublier()

    def login(self, request, user):
        """Drop the password of a person whose first log-in is by code: she never used it.

        A stranger may have signed up with her address and a password of his own, and waited for her
        to confirm the address.
        """
        passages = get_authentication_records(request, user)
        par_code = any(passage["method"] == "code" for passage in passages)
        if user.last_login is None and par_code and user.has_usable_password():
            user.set_unusable_password()
            user.save(update_fields=["password"])
        super().login(request, user)

    def post_login(self, request, user, *, email, **reste):
        reponse = super().post_login(request, user, email=email, **reste)
        navigateur.retenir(request, reponse, user.email, email)
        return reponse


def _chez_nous(lien: str) -> str:
    """The same page, under SITE_URL."""
    return settings.SITE_URL + urlsplit(lien)._replace(scheme="", netloc="").geturl()


def _essai(request, courriel):
    from .essais import Essai  # it imports this adapter

    return Essai(request, courriel)


class AdaptateurMFA(DefaultMFAAdapter):
    error_messages = {
        "cannot_delete_authenticator": _("La double vérification ne peut pas être retirée."),
        "cannot_generate_recovery_codes": _(
            "Les codes de secours demandent d’abord la double vérification."
        ),
        "incorrect_code": _("Ce code ne convient pas."),
        "unverified_email": _("Confirmez d’abord votre adresse."),
    }
