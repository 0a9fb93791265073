"""From the private page of the contact: register somebody more, later."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from inscriptions.models.personnes import par_personne
from inscriptions.places.plusieurs import PERSONNES_AU_PLUS, TropDePersonnes, ajouter, jours_ouverts
from inscriptions.refus import TropPeuDePlaces

from .. import reception
from ..acces import ouvrir, page_privee
from .forms import NombreForm
from .groupe import DePlus

TROP = gettext_lazy("Un dossier tient dix personnes au plus : inscrivez les suivantes à part.")
# Nothing here says whether an address was known: only its owner may know.
NOTE = gettext_lazy(
    "C’est noté, un courriel vient de partir. Une personne déjà inscrite de son côté garde son "
    "inscription."
)


@page_privee
@require_http_methods(["GET", "HEAD", "POST"])
def ajouter_des_personnes(request, jeton):
    """The contact's own power. Nobody is added to what closed, nor beyond ten people."""
    groupe, refus = _groupe(request, jeton, request.POST if request.method == "POST" else None)
    if refus:
        return refus
    if request.method == "POST" and groupe.is_valid():
        try:
            options = {"dossier": groupe.dossier, "attendent": groupe.attendent()}
            if reception.placer(request, groupe, ajouter, par=groupe.par, **options):
                messages.success(request, NOTE)
                return redirect(groupe.dossier)
        except TropPeuDePlaces as refus:
            groupe.demander_qui_attend(refus)
        except TropDePersonnes:
            groupe.add_error(None, TROP)
    return _page(request, groupe)


@page_privee
@require_http_methods(["GET", "HEAD", "POST"])
def une_ligne_de_plus(request, jeton):
    """The same page with room for more people; nothing is checked, nothing is written."""
    if request.method != "POST":  # the address stays in the bar once the page is shown
        return redirect("inscriptions:ajouter_des_personnes", jeton)
    groupe, refus = _groupe(request, jeton, request.POST, agrandi=True)
    return refus or _page(request, groupe.sans_verifier())


def _groupe(request, jeton, donnees, agrandi=False):
    """The forms of the page, or where to go instead."""
    acces = ouvrir(jeton)
    if acces is None or not acces.est_celui_du_contact or not acces.titulaire.courriel:
        raise Http404
    dossier = acces.titulaire
    siennes = dossier.inscriptions.encore_la().select_related("commune")
    inscriptions = list(siennes.order_by("-demandee_le"))
    par = request.user if request.user.is_authenticated else dossier.personne or request.user
    jours = jours_ouverts(dossier, par)
    au_plus = PERSONNES_AU_PLUS - len(par_personne(inscriptions))
    if not jours or not inscriptions:
        messages.info(request, _("Les inscriptions sont closes : plus personne ne s’ajoute."))
        return None, redirect(dossier)
    if au_plus <= 0:
        messages.info(request, TROP)
        return None, redirect(dossier)
    nombre = NombreForm(donnees or {})
    lignes = nombre.agrandi(au_plus) if agrandi else nombre.nombre(sinon=1)
    groupe = DePlus(dossier, inscriptions, jours, min(lignes, au_plus), donnees)
    groupe.au_plus, groupe.par = au_plus, par
    return groupe, None


def _page(request, groupe):
    contexte = {
        "dossier": groupe.dossier,
        "ensemble": groupe,
        "reste_a_ajouter": range(1, groupe.au_plus - groupe.nombre + 1),
    }
    return render(request, "inscriptions/plusieurs/ajouter.html", contexte)
