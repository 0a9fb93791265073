"""A code of an authentication application serves once, as long as our tolerance accepts it."""

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from django.core.cache import cache


def retenir(code: str, authenticator: Authenticator) -> str:
    """allauth forgets a used code after one step (30 s), but our tolerance accepts it longer."""
    if authenticator.type == Authenticator.Type.TOTP:
        duree = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        cache.set(authenticator.wrap()._get_used_cache_key(code), "y", timeout=duree)
    return code
