"""/mon-espace/garder/<jeton>/: the owner answers with a button; a GET changes nothing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from .comptes import date_de_fermeture
from .lettre import endormi_de
from .models import CompteEndormi


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("jeton")
def garder_mon_compte(request, jeton):
    endormi = endormi_de(jeton)
    if request.method == "POST" and endormi is not None:
        CompteEndormi.objects.filter(pk=endormi.pk).update(garde_le=timezone.now())
        messages.success(request, _("C’est noté : votre compte est gardé."))
        return redirect("garder_mon_compte", jeton=jeton)
    contexte = {"endormi": endormi}
    if endormi is not None:
        contexte["fermeture"] = date_de_fermeture(endormi.demande_le)
    reponse = render(
        request, "mon_espace/garder.html", contexte, status=200 if endormi is not None else 404
    )
    add_never_cache_headers(reponse)
    return reponse
