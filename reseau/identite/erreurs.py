"""Error pages in our look; they still come out when the database does not answer."""

from django.db import Error
from django.http import HttpResponse
from django.template.loader import render_to_string

AVEC_LE_RESEAU = "base.html"
SANS_LA_BASE = "erreurs/coquille.html"


def demande_incomprise(request, exception):
    return page_d_erreur(request, 400)


def acces_refuse(request, exception):
    return page_d_erreur(request, 403, motif=str(exception))


def formulaire_perime(request, reason=""):
    return page_d_erreur(request, 403, gabarit="erreurs/403_csrf.html")


def page_introuvable(request, exception):
    return page_d_erreur(request, 404)


def trop_de_demandes(request):
    return page_d_erreur(request, 429)


def panne(request):
    """Whatever broke may be the database: this page asks it nothing."""
    return HttpResponse(
        render_to_string("erreurs/500.html", {"coquille": SANS_LA_BASE}), status=500
    )


def page_d_erreur(request, statut, gabarit="", **contexte):
    """The ordinary page around the message; a plain shell when the database is away."""
    gabarit = gabarit or f"erreurs/{statut}.html"
    try:
        contenu = render_to_string(gabarit, {"coquille": AVEC_LE_RESEAU, **contexte}, request)
    except Error:
        contenu = render_to_string(gabarit, {"coquille": SANS_LA_BASE, **contexte})
    return HttpResponse(contenu, status=statut)
