"""Find the owner of an address, on every page where somebody types one.

Always two reads and one hash, whether the address is proved, only added, or unknown: allauth stops
at the first match, and the time of its answer would tell which.
"""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied

from .models import Personne


def titulaire(courriel: str) -> Personne | None:
    """Whoever proved the address, else the account that bears it; never one that only added it."""
    courriel = courriel.strip().lower()
    prouvee = EmailAddress.objects.filter(email=courriel, verified=True).select_related("user")
    la_sienne = prouvee.first()
    principale = Personne.objects.filter(email=courriel).first()
    return la_sienne.user if la_sienne else principale


class ParCourriel(AuthenticationBackend):
    """Log in by e-mail and password. A refusal is final: other backends would hash again."""

    def authenticate(self, request, email=None, password=None, **credentials):
        if not email or not password:
            return None
        # Django also hashes when there is no password to compare with.
        personne = self._check_password(titulaire(email) or Personne(), password)
        if personne is None:
            raise PermissionDenied
        return personne
