from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inscriptions.models import Inscription
from inscriptions.places.je_viens import peut_reconfirmer, reconfirmer

from ..acces import inscription_ouverte, page_privee


@page_privee
@require_http_methods(["GET", "HEAD", "POST"])
def je_viens(request, jeton, pk):
    """A page with a button: scanners of mail open every link and must not confirm a presence."""
    acces, inscription = inscription_ouverte(jeton, pk, Inscription.objects.avec_rang())
    if request.method == "POST":
        if reconfirmer(inscription):
            messages.success(request, _("Merci, c’est noté : nous vous attendons."))
        else:
            messages.warning(request, _("Cette inscription ne peut plus être confirmée."))
        return redirect(acces.page())
    contexte = {
        "acces": acces,
        "inscription": inscription,
        "atelier": inscription.atelier,
        "peut_reconfirmer": peut_reconfirmer(inscription),
    }
    return render(request, "inscriptions/je_viens/je_viens.html", contexte)
