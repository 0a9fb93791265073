"""Error pages in our look; they still come out when the database does not answer."""

import sys

from django.db import Error
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

from ..disque import c_est_le_disque

AVEC_LE_RESEAU = "base.html"
SANS_LA_BASE = "erreurs/coquille.html"


def demande_incomprise(request, exception):
    return page_d_erreur(request, 400)


def acces_refuse(request, exception):
    return page_d_erreur(request, 403, motif=str(exception))


def formulaire_perime(request, reason=""):
    """Logging in from another tab makes the token of this one stale: nothing typed is lost."""
    reponse = page_d_erreur(
        request, 403, gabarit="erreurs/403_csrf.html", renvoi=_a_renvoyer(request)
    )
    add_never_cache_headers(reponse)
    return reponse


def _a_renvoyer(request) -> list[tuple[str, str]]:
    """What the form held, to send again in one press, when a page of ours sent it.

    The browser writes Origin itself: another site cannot have its words sent from here. Neither
    passwords nor files are given back.
    """
    d_ici = f"{request.scheme}://{request.get_host()}"
    if request.headers.get("Origin") != d_ici or request.FILES:
        return []
    saisie = {nom: v for nom, v in request.POST.lists() if nom != "csrfmiddlewaretoken"}
    if any("password" in nom for nom in saisie):
        return []
    return [(nom, valeur) for nom, valeurs in saisie.items() for valeur in valeurs]


def page_introuvable(request, exception):
    return page_d_erreur(request, 404)


def trop_de_demandes(request):
    return page_d_erreur(request, 429)


def panne(request):
    """Whatever broke may be the database: this page asks it nothing."""
    if c_est_le_disque(sys.exc_info()[1]):
        return plus_de_place(request)
    return HttpResponse(
        render_to_string(
            "erreurs/500.html", {"coquille": SANS_LA_BASE, "numero": _numero(request)}
        ),
        status=500,
    )


def plus_de_place(request):
    """Nothing was kept, and that is said; a probe or a proxy may try again later."""
    contexte = {"coquille": SANS_LA_BASE, "numero": _numero(request)}
    page = render_to_string("erreurs/disque_plein.html", contexte)
    return HttpResponse(page, status=503, headers={"Retry-After": "300"})


def page_d_erreur(request, statut, gabarit="", **contexte):
    """The ordinary page around the message; a plain shell when the database is away."""
    gabarit = gabarit or f"erreurs/{statut}.html"
    contexte["numero"] = _numero(request)
    try:
        contenu = render_to_string(gabarit, {"coquille": AVEC_LE_RESEAU, **contexte}, request)
    except Error:
        contenu = render_to_string(gabarit, {"coquille": SANS_LA_BASE, **contexte})
    return HttpResponse(contenu, status=statut)


def _numero(request) -> str:
    """Of the request, as the logs hold it; none when something broke before it had one."""
    return getattr(request, "numero", "")
