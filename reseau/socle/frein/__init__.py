"""A brake on robots: so many times an hour from one source, then « plus tard ».

Generous on purpose: a whole fablab, or a village on the same mobile antenna, shares one address.
allauth has limits of its own but takes a lock in the cache for each, which a rush cannot afford.
"""

import ipaddress
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Passage


@dataclass(frozen=True)
class Frein:
    """So many times an `action` may be done in an hour from one `source` of the internet."""

    action: str
    par_heure: int
    source: str

    def cle(self) -> str:
        source = salted_hmac("frein", _d_un_meme_reseau(self.source), algorithm="sha256")
        return f"{self.action}:{source.hexdigest()[:24]}"


def compter(*freins: Frein) -> list[Frein]:
    """Count one more passage at each of `freins`, in one statement; those that are exceeded.

    Race: two at the same instant count as two. In a transaction, who passes at the same brake waits
    for its end: brakes are counted before any other lock is taken.
    """
    par_cle = {frein.cle(): frein for frein in freins}
    heure = timezone.now().replace(minute=0, second=0, microsecond=0)
    nombres = Passage.objects.compter(sorted(par_cle), heure)
    return [frein for cle, frein in par_cle.items() if nombres[cle] > frein.par_heure]


def laisse_passer(action: str, par_heure: int, source: str) -> bool:
    """Count one more `action` of `source` in this hour; False once there were `par_heure`."""
    return not compter(Frein(action, par_heure, source))


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
