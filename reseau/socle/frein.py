"""A brake on robots: so many times an hour from one address of the internet, then « plus tard ».

Generous on purpose: a whole fablab, or a village on the same mobile antenna, shares one address.
allauth has limits of its own but takes a lock in the cache for each, which a rush cannot afford.
"""

import ipaddress
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
    source = salted_hmac("frein", _d_un_meme_reseau(source)).hexdigest()[:24]
    cle = f"frein:{action}:{source}:{heure}"
    deja = cache.get(cle, 0)
    if deja >= par_heure:
        return False
    cache.set(cle, deja + 1, UNE_HEURE)
    return True


def adresse_ip(request) -> str:
    """The visitor's address, read behind as many proxies as the settings trust."""
    return get_adapter(request).get_client_ip(request)


def origine(request) -> str:
    """Where the request comes from, as the brakes tell sources apart."""
    return _d_un_meme_reseau(adresse_ip(request))


def _d_un_meme_reseau(source: str) -> str:
    """An IPv6 address without its last half: any computer has millions of millions of them.

    What is not an IPv6 address comes back as it was.
    """
    try:
        reseau = ipaddress.IPv6Network(f"{source}/64", strict=False)
    except ValueError:
        return source
    return str(reseau)
