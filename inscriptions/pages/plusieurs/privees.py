"""From the private page of the contact: add people later."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from inscriptions.demandes import Reponse
from inscriptions.places.plusieurs import ajouter, jours_ouverts, places_de_personnes
from inscriptions.refus import TropDePersonnes, TropPeuDePlaces

from .. import reception
from ..acces import ouvrir, page_privee
from .forms import NombreForm
from .groupe import DePlus

# The message does not say whether an address was known: only its owner may learn it.
NOTE = gettext_lazy(
    "C’est noté, un courriel vient de partir. Une personne déjà inscrite de son côté garde son "
    "inscription."
)


@page_privee
@require_http_methods(["GET", "HEAD", "POST"])
def ajouter_des_personnes(request, jeton):
    """Only the contact adds people, to open days, up to ten people."""
    dossier = _dossier(jeton)
    groupe, refus = _groupe(request, dossier, request.POST if request.method == "POST" else None)
    if refus:
        return refus
    if request.method == "POST" and groupe.is_valid() and _ajouter(request, groupe):
        messages.success(request, NOTE)
        return redirect(dossier)
    return _page(request, groupe)


@page_privee
@require_http_methods(["GET", "HEAD", "POST"])
def une_ligne_de_plus(request, jeton):
    """The same page with more blocks; nothing is checked or written."""
    if request.method != "POST":  # the address stays in the bar once the page is shown
        return redirect("inscriptions:ajouter_des_personnes", jeton)
    groupe, refus = _groupe(request, _dossier(jeton), request.POST, agrandi=True)
    return refus or _page(request, groupe)


def _dossier(jeton):
    acces = ouvrir(jeton)
    if acces is None or not acces.est_celui_du_contact or not acces.titulaire.courriel:
        raise Http404
    return acces.titulaire


def _ajouter(request, groupe: DePlus) -> Reponse | None:
    """None when refused, or when seats are too few for all; the page says which."""
    demandes = groupe.demandes()
    try:
        with reception.au_guichet(request, groupe, demandes) as freiner:
            freiner()
            return ajouter(
                demandes,
                groupe.ateliers_pris(),
                _par(request, groupe.dossier),
                contact=groupe.contact(),
                dossier=groupe.dossier,
                attendent=groupe.attendent(),
            )
    except TropPeuDePlaces as refus:
        groupe.demander_qui_attend(refus)
    return None


def _par(request, dossier):
    """The account whose rights open the days: the one logged in, else that of the contact."""
    return request.user if request.user.is_authenticated else dossier.personne or request.user


def _groupe(request, dossier, donnees, agrandi=False):
    """The forms of the page, or None and a redirection."""
    presentes = dossier.inscriptions.encore_la().select_related("commune")
    presentes = list(presentes.order_by("-demandee_le"))
    jours = jours_ouverts(dossier, _par(request, dossier))
    if not jours or not presentes:
        messages.info(request, _("Les inscriptions sont closes : plus personne ne s’ajoute."))
        return None, redirect(dossier)
    au_plus = places_de_personnes(presentes)
    if not au_plus:
        messages.info(request, TropDePersonnes.phrase)
        return None, redirect(dossier)
    nombre = NombreForm(donnees or {})
    lignes = nombre.agrandi(au_plus) if agrandi else nombre.nombre(sinon=1)
    lignes = min(lignes, au_plus)
    return DePlus(dossier, presentes, jours, lignes, donnees, verifie=not agrandi), None


def _page(request, groupe):
    au_plus = places_de_personnes(groupe.presentes)
    contexte = {
        "dossier": groupe.dossier,
        "ensemble": groupe,
        "reste_a_ajouter": range(1, au_plus - groupe.nombre + 1),
    }
    return render(request, "inscriptions/plusieurs/ajouter.html", contexte)
