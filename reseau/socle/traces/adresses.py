"""What of an address may be written down: its route, never the values it carries.

`/inscriptions/<slug:jeton>/` tells which page, `/inscriptions/Xy…/` opens somebody's registration.
Closed by default: an argument shows only when its name is known to be public, so that an address
added tomorrow is hidden until somebody says otherwise.
"""

import re
from functools import lru_cache

from django.urls import Resolver404, ResolverMatch, resolve

# Names of public pages; the number of a row, or a date: it opens nothing.
PUBLICS = {"slug"}
NUMEROS = {"annee", "mois", "pk", "autre", "demande", "object_id"}
INCONNUE = "/…"
_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
_SIMPLE = re.compile(r"[\w-]{1,100}")
_NUMERO = re.compile(r"[0-9]{1,18}")
_FICHIERS = re.compile(r"/static/[\w./-]+")


def route(chemin: str) -> str:
    """The address that may be written for the path `chemin`; « /… » for one we do not have."""
    if _FICHIERS.fullmatch(chemin):
        return chemin
    try:
        return _lisible(resolve(chemin))
    except (Resolver404, ValueError):
        return INCONNUE


def route_de(request) -> str:
    """The same for a request: already resolved once it reached its view."""
    trouvee = getattr(request, "resolver_match", None)
    return _lisible(trouvee) if trouvee else route(request.path_info)


def _lisible(trouvee: ResolverMatch) -> str:
    valeurs = {nom: str(v) for nom, v in trouvee.kwargs.items() if _se_dit(nom, str(v))}
    return "/" + _ARGUMENT.sub(lambda m: valeurs.get(m[1], f"<{m[1]}>"), _sans_regex(trouvee.route))


def _se_dit(nom: str, valeur: str) -> bool:
    if nom in NUMEROS:
        return bool(_NUMERO.fullmatch(valeur))
    return nom in PUBLICS and bool(_SIMPLE.fullmatch(valeur))


@lru_cache(maxsize=1000)
def _sans_regex(chemin: str) -> str:
    """`^…(?P<key>[^/]+)/$`, as allauth writes some of its routes, becomes `…<key>/`."""
    chemin = re.sub(r"\(\?P<(\w+)>.*?\)(?=[/$]|$)", r"<\1>", chemin)
    return chemin.replace("^", "").replace("$", "").replace("\\Z", "")
