"""Log in with the account one has at another service (OpenID Connect)."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect.views import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
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
