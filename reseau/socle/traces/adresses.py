"""Log the route of an address, never the values in it.

`/inscriptions/<slug:jeton>/` tells which page; `/inscriptions/Xy…/` opens a registration. An
argument is logged only when its name is listed as public: a new address is hidden by default.
"""

import re
from functools import lru_cache

from django.urls import Resolver404, ResolverMatch, resolve

# Slugs of public pages, keys of rows, dates: none opens a private page.
PUBLICS = {"slug"}
NUMEROS = {"annee", "mois", "pk", "trajet", "demande", "object_id"}
INCONNUE = "/…"
_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
_SIMPLE = re.compile(r"[\w-]{1,100}")
_NUMERO = re.compile(r"[0-9]{1,18}")
_FICHIERS = re.compile(r"/static/[\w./-]+")


def route(chemin: str) -> str:
    """The route of the path `chemin`; « /… » for an unknown path."""
    if _FICHIERS.fullmatch(chemin):
        return chemin
    try:
        return _lisible(resolve(chemin))
    except (Resolver404, ValueError):
        return INCONNUE


def route_de(request) -> str:
    """The route of a request; its view has resolved it already."""
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
