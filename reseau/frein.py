"""A brake on robots: so many times an hour from one address of the internet, then « plus tard ».

Generous on purpose: a whole fablab, or a village on the same mobile antenna, shares one address.
allauth has limits of its own but takes a lock in the cache for each, which a rush cannot afford.
"""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.utils.crypto import salted_hmac

UNE_HEURE = 3600


def laisse_passer(action: str, par_heure: int, source: str) -> bool:
    """Count one more `action` of `source` in this hour; False once there were `par_heure`.

    Two at the same instant may count as one: it is a brake, not a lock.
    """
    heure = int(time.time() // UNE_HEURE)
    cle = f"frein:{action}:{salted_hmac('frein', source).hexdigest()[:24]}:{heure}"
    deja = cache.get(cle, 0)
    if deja >= par_heure:
        return False
    cache.set(cle, deja + 1, UNE_HEURE)
    return True


def adresse_ip(request) -> str:
    """The visitor's address, read behind as many proxies as the settings trust."""
    return get_adapter(request).get_client_ip(request)
