"""Error pages in our look, shown even when the database does not answer."""

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
    """The CSRF token is out of date, as after a log-in in another tab: give the form back."""
    reponse = page_d_erreur(
        request, 403, gabarit="erreurs/403_csrf.html", renvoi=_a_renvoyer(request)
    )
    add_never_cache_headers(reponse)
    return reponse


def _a_renvoyer(request) -> list[tuple[str, str]]:
    """The values of the form, to send again with one button, when a page of ours sent it.

    The browser writes Origin itself: another site cannot have its values sent from here. Passwords
    and files are never given back.
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
    """This page reads nothing from the database, which may be what failed."""
    if c_est_le_disque(sys.exc_info()[1]):
        return plus_de_place(request)
    return HttpResponse(
        render_to_string(
            "erreurs/500.html", {"coquille": SANS_LA_BASE, "numero": _numero(request)}
        ),
        status=500,
    )


def plus_de_place(request):
    """The disk is full: say that nothing was saved; a probe or a proxy may retry later."""
    contexte = {"coquille": SANS_LA_BASE, "numero": _numero(request)}
    page = render_to_string("erreurs/disque_plein.html", contexte)
    return HttpResponse(page, status=503, headers={"Retry-After": "300"})


def page_d_erreur(request, statut, gabarit="", **contexte):
    """The message in the usual page, or in a plain one when the database does not answer."""
    gabarit = gabarit or f"erreurs/{statut}.html"
    contexte["numero"] = _numero(request)
    try:
        contenu = render_to_string(gabarit, {"coquille": AVEC_LE_RESEAU, **contexte}, request)
    except Error:
        contenu = render_to_string(gabarit, {"coquille": SANS_LA_BASE, **contexte})
    return HttpResponse(contenu, status=statut)


def _numero(request) -> str:
    """The number of the request, as in the logs; "" when the error came before it."""
    return getattr(request, "numero", "")
