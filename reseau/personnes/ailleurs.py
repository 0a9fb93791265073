"""Log in with the account one has at another service (OpenID Connect)."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter, login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

LONGUEUR = 80  # of a name, in Personne


class Adaptateur(DefaultSocialAccountAdapter):
    def populate_user(self, request, sociallogin, data):
        personne = super().populate_user(request, sociallogin, data)
        personne.prenom = (data.get("first_name") or "")[:LONGUEUR]
        personne.nom = (data.get("last_name") or "")[:LONGUEUR]
        return personne

    def pre_social_login(self, request, sociallogin):
        """An address is proved when the service says so in full, never by a word that looks true.

        Some services write "false" in quotes, which Python takes for yes.
        """
        for adresse in sociallogin.email_addresses:
            adresse.verified = str(adresse.verified).lower() == "true"

    def get_provider(self, request, provider, client_id=None):
        trouve = super().get_provider(request, provider, client_id=client_id)
        trouve.oauth2_adapter_class = ChezNous
        return trouve


class ChezNous(OpenIDConnectOAuth2Adapter):
    """The other service sends people back to SITE_URL, whatever name the request came by."""

    def get_callback_url(self, request, app):
        return settings.SITE_URL + reverse("openid_connect_callback", args=[self.provider_id])


@login_not_required
def partir(request, provider_id):
    """The way out is a page that moves on by itself, never the redirect of a form.

    Chromium holds every redirect that follows a form against `form-action`, those of the other
    service too, and stays where it is without a word. Naming them all there is not ours to do.
    """
    reponse = login(request, provider_id)
    adresse = reponse.headers.get("Location")
    if adresse is None or url_has_allowed_host_and_scheme(adresse, {request.get_host()}):
        return reponse
    return render(request, "socialaccount/partir.html", {"adresse": adresse})


@login_not_required
def revenir(request, provider_id):
    """allauth's own view would tell the other service an address made of the Host header."""
    try:
        return OAuth2CallbackView.adapter_view(ChezNous(request, provider_id))(request)
    except SocialApp.DoesNotExist as inconnu:
        raise Http404 from inconnu
