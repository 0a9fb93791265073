"""Limit what robots may do: so many times an hour from one source, then « plus tard ».

Limits are generous: a whole fablab, or a village on one mobile antenna, shares an address. allauth
takes a lock in the cache for each of its limits, which a rush cannot afford.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime

from allauth.account.adapter import get_adapter
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Passage


@dataclass(frozen=True)
class Frein:
    """An `action` allowed `par_heure` times an hour from one `source` of the internet."""

    action: str
    par_heure: int
    source: str

    def cle(self) -> str:
        source = salted_hmac("frein", _d_un_meme_reseau(self.source), algorithm="sha256")
        return f"{self.action}:{source.hexdigest()[:24]}"


def compter(*freins: Frein) -> list[Frein]:
    """Count one passage for each of `freins`, in one statement; return those that are exceeded.

    Race: two at the same instant count as two. Inside a transaction, another visitor under the same
    limit waits for its end: count just before it ends.
    """
    par_cle = {frein.cle(): frein for frein in freins}
    nombres = Passage.objects.compter(sorted(par_cle), _cette_heure())
    return [frein for cle, frein in par_cle.items() if nombres[cle] > frein.par_heure]


def deja_serres(*freins: Frein) -> list[Frein]:
    """Those of `freins` that let nobody pass any more in this hour; counts nothing.

    Race: people who ask at the same instant may all pass the last time. It is a brake, not a lock.
    """
    passages = Passage.objects.filter(heure=_cette_heure(), cle__in=[f.cle() for f in freins])
    nombres = dict(passages.values_list("cle", "nombre"))
    return [frein for frein in freins if nombres.get(frein.cle(), 0) >= frein.par_heure]


def _cette_heure() -> datetime:
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def laisse_passer(action: str, par_heure: int, source: str) -> bool:
    """Count one `action` of `source`; False when there were `par_heure` already in this hour."""
    return not compter(Frein(action, par_heure, source))


def adresse_ip(request) -> str:
    """The visitor's address, behind as many proxies as the settings trust."""
    return get_adapter(request).get_client_ip(request)


def origine(request) -> str:
    """The source of the request, as limits count it."""
    return _d_un_meme_reseau(adresse_ip(request))


def _d_un_meme_reseau(source: str) -> str:
    """The network of an IPv6 address, without its last half: one computer has billions of them.

    Any other text is returned unchanged.
    """
    try:
        reseau = ipaddress.IPv6Network(f"{source}/64", strict=False)
    except ValueError:
        return source
    return str(reseau)
