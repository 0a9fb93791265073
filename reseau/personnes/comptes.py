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
    """What allauth asks of the network: its name in mails, its own words, e-mail in lower case."""

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
        """One that a letter can leave for, and no longer than the database keeps: 320 characters
        would pass the form alone.
        """
        MaxLengthValidator(Personne._meta.get_field("email").max_length)(email)
        email = invisibles.adresse(email).strip()
        adresse_qui_part(email)
        return super().clean_email(email).lower()

    def is_reauthentication_required(self, *, app, **kwargs):
        """Of a protected account, address and services change only by who shows again it is her.

        A session left open would otherwise be enough to take it away.
        """
        return self._est_protege(app) or super().is_reauthentication_required(app=app, **kwargs)

    def _est_protege(self, app):
        return app != "allauth.mfa" and is_mfa_enabled(self.request.user)

    def get_reauthentication_methods(self, user):
        """In our own words; allauth's way to each."""
        methodes = super().get_reauthentication_methods(user)
        return [{**m, "description": PREUVES.get(m["id"], m["description"])} for m in methodes]

    def send_mail(self, template_prefix, email, context):
        """Ours needs no request: what the visitor's browser calls us stays out of the letter."""
        self.render_mail(template_prefix, email, {"email": email, **context}).send()

    def render_mail(self, template_prefix, email, context, headers=None):
        """Subjects are rendered without a request: the network's name comes along.

        allauth makes its links of the Host header, which anybody may write: they are made again.
        """
        contexte = {
            **context,
            **{n: _chez_nous(v) for n, v in context.items() if n.endswith("_url")},
            "reseau": Reseau.objects.le_notre(),
            "SITE_URL": settings.SITE_URL,
        }
        return super().render_mail(template_prefix, email, contexte, headers)

    def pre_authenticate(self, request, **credentials):
        # Somebody made by a command has no address of allauth's yet: her number stands for it.
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
        """allauth's name for what happens once a new password was chosen by mail."""
        _essai(request, credentials["email"]).oublier()

    def login(self, request, user):
        """Who comes in for the first time by a code never used the password of that account.

        A stranger may have chosen it, in her name, waiting for her to prove the address for both.
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
    """The same page, at the address that the network gave itself."""
    return settings.SITE_URL + urlsplit(lien)._replace(scheme="", netloc="").geturl()


def _essai(request, courriel):
    from .essais import Essai  # asks for this adapter: not at import

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
