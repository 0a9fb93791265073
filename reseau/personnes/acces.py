from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from . import second_facteur

# Pages that stay open when the week is over: the account itself, and the log-out.
RESTENT_OUVERTES = ("account_", "mfa_", "mon_espace", "mes_coordonnees")


class ConnexionExigeeMiddleware(LoginRequiredMiddleware):
    """Every page is closed by default; an open page does not read the session.

    Django's own middleware opens the session first: a feed, a style sheet or the health probe would
    then vary by cookie and need the database.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class SecondFacteurMiddleware:
    """Redirect a closed page to the second factor once the week given to set it up is over.

    Open pages are not redirected: `Personne.has_perm` hides what they show to the team. The week
    starts at the first closed page that the person opens; the date is written then, as Django
    writes the last log-in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True) or not request.user.is_authenticated:
            return None
        attente = request.user.attente
        if attente is None or not attente.exige:
            return None
        second_facteur.noter_la_demande(request.user)
        if not attente.est_echue or _reste_ouverte(request.resolver_match):
            return None
        messages.warning(request, _("Mettez d’abord en place la double vérification."))
        return redirect("mfa_index")


def _reste_ouverte(page) -> bool:
    if page.namespace:
        return page.view_name == "admin:logout"
    return (page.url_name or "").startswith(RESTENT_OUVERTES)
