"""From the private page: give a meal back, or leave its queue."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inscriptions.models import Couvert
from inscriptions.places import repas
from inscriptions.refus import JourneePassee

from ..acces import inscription_ouverte, page_privee


@page_privee
@require_http_methods(["GET", "HEAD", "POST"])
def laisser(request, jeton, pk):
    """A page with a button: scanners of mail open every link and must give back no meal."""
    couvert = get_object_or_404(Couvert.objects.select_related("repas__atelier"), pk=pk)
    acces, inscription = inscription_ouverte(jeton, couvert.inscription_id)
    couvert.inscription = inscription
    inscription.atelier = couvert.repas.atelier
    if not (couvert.est_actif and inscription.est_modifiable):
        return redirect(acces.page())
    if request.method == "POST":
        try:
            repas.laisser(couvert)
            messages.success(request, _("C’est noté. Merci d’avoir prévenu."))
        except JourneePassee as refus:
            messages.error(request, str(refus))
        return redirect(acces.page())
    contexte = {
        "acces": acces,
        "couvert": couvert,
        "inscription": inscription,
        "atelier": inscription.atelier,
    }
    return render(request, "inscriptions/repas/laisser.html", contexte)
