"""Log in with the account one has at another service (OpenID Connect)."""

import re

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter, login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from requests import RequestException

LONGUEUR = 80  # of a name, in Personne
IDENTIFIANT = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}")
POINTS_D_ENTREE = {"authorization_endpoint", "token_endpoint", "userinfo_endpoint"}


def a_un_identifiant(service: SocialApp) -> bool:
    """The address of the service on our portal contains its identifier."""
    return IDENTIFIANT.fullmatch(service.provider_id) is not None


def a_une_adresse(service: SocialApp) -> bool:
    reglages = service.settings
    adresse = reglages.get("server_url") if isinstance(reglages, dict) else None
    return isinstance(adresse, str) and adresse.startswith(("https://", "http://"))


class Adaptateur(DefaultSocialAccountAdapter):
    def list_apps(self, request, provider=None, client_id=None):
        """List the services, without those that are badly written: one closes only its own page.

        A command may have written it, or it is older than the check of its form. When two services
        have the same identifier, keep the first: existing accounts belong to it.
        """
        services = {}
        for service in sorted(super().list_apps(request, provider, client_id), key=_anciennete):
            if a_un_identifiant(service) and a_une_adresse(service):
                services.setdefault(service.provider_id, service)
        return list(services.values())

    def populate_user(self, request, sociallogin, data):
        personne = super().populate_user(request, sociallogin, data)
        personne.prenom = (data.get("first_name") or "")[:LONGUEUR]
        personne.nom = (data.get("last_name") or "")[:LONGUEUR]
        return personne

    def pre_social_login(self, request, sociallogin):
        """An address is proved only when the service answers "true".

        Some services answer "false" as text, which Python takes for true.
        """
        for adresse in sociallogin.email_addresses:
            adresse.verified = str(adresse.verified).lower() == "true"

    def get_provider(self, request, provider, client_id=None):
        trouve = super().get_provider(request, provider, client_id=client_id)
        trouve.oauth2_adapter_class = ChezNous
        return trouve


def _anciennete(service: SocialApp) -> int:
    return service.pk or 0  # services of the settings have no key


class ChezNous(OpenIDConnectOAuth2Adapter):
    """The other service sends people back to SITE_URL, whatever name the request came by."""

    @property
    def openid_config(self):
        """The service's own description; an incomplete one is an error of that service."""
        try:
            configuration = super().openid_config
        except (AttributeError, TypeError, ValueError) as erreur:
            raise OAuth2Error("not the page of an OpenID service") from erreur
        if POINTS_D_ENTREE - configuration.keys():
            raise OAuth2Error("an OpenID service without all its addresses")
        return configuration

    def get_callback_url(self, request, app):
        return settings.SITE_URL + reverse("openid_connect_callback", args=[self.provider_id])


@login_not_required
def partir(request, provider_id):
    """Leave for the other service by a page that moves on by itself, not by a redirect.

    Chromium checks every redirect that follows a form against `form-action`, even those of the
    other service, and stops without a message. We cannot list all their addresses there.
    """
    try:
        reponse = login(request, provider_id)
    except (OAuth2Error, RequestException) as panne:  # of the other service
        return render_authentication_error(request, provider_id, exception=panne)
    adresse = reponse.headers.get("Location")
    if adresse is None or url_has_allowed_host_and_scheme(adresse, {request.get_host()}):
        return reponse
    return render(request, "socialaccount/partir.html", {"adresse": adresse})


@login_not_required
def revenir(request, provider_id):
    """allauth would build the address it gives to the other service from the Host header."""
    try:
        return OAuth2CallbackView.adapter_view(ChezNous(request, provider_id))(request)
    except SocialApp.DoesNotExist as inconnu:
        raise Http404 from inconnu
