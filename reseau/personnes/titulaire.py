"""Whose address is it: asked at every page where somebody types one.

Always two reads and one hash, whether the address is known, merely added, or nobody's: allauth
stops as soon as it has found, which the length of an answer then tells.
"""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied

from .models import Personne


def titulaire(courriel: str) -> Personne | None:
    """Who proved to own that address, else whose account it names; never who merely added it."""
    courriel = courriel.strip().lower()
    prouvee = EmailAddress.objects.filter(email=courriel, verified=True).select_related("user")
    la_sienne = prouvee.first()
    principale = Personne.objects.filter(email=courriel).first()
    return la_sienne.user if la_sienne else principale


class ParCourriel(AuthenticationBackend):
    """E-mail and password. Refusing here is final: the next backends would hash once more each."""

    def authenticate(self, request, email=None, password=None, **credentials):
        if not email or not password:
            return None
        # Django hashes for nothing too when there is no password to compare with.
        personne = self._check_password(titulaire(email) or Personne(), password)
        if personne is None:
            raise PermissionDenied
        return personne
