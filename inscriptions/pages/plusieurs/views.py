"""Register several people of a structure from one page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ateliers.models import Atelier
from inscriptions import places
from inscriptions.demandes import Reponse
from inscriptions.places.plusieurs import PERSONNES_AU_PLUS
from inscriptions.refus import JourneePassee, TropPeuDePlaces

from .. import reception
from ..acces import ouvrir, page_privee
from ..seule.forms import InscriptionForm
from .forms import NombreForm
from .groupe import Ensemble


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inscrire(request, slug):
    atelier = _atelier(slug)
    if close := _porte_close(request, atelier):
        return close
    if request.method != "POST":
        initial = InscriptionForm.initial_de(request.user)
        ensemble = Ensemble(atelier, NombreForm(request.GET).nombre(), initial=initial)
        return _page(request, atelier, ensemble)
    ensemble = Ensemble(atelier, NombreForm(request.POST).nombre(), request.POST)
    if ensemble.is_valid() and (reponse := _placer(request, ensemble)):
        return reception.repondre(request, ensemble.contact_form.cleaned_data, reponse)
    return _page(request, atelier, ensemble)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ajouter_un_bloc(request, slug):
    """The same page with more blocks; nothing is checked or written."""
    if request.method != "POST":  # the address stays in the bar once the page is shown
        return redirect("inscriptions:inscrire_plusieurs", slug)
    atelier = _atelier(slug)
    if close := _porte_close(request, atelier):
        return close
    nombre = NombreForm(request.POST).agrandi()
    return _page(request, atelier, Ensemble(atelier, nombre, request.POST, verifie=False))


@page_privee
@require_http_methods(["GET", "HEAD", "POST"])
def annuler_tout(request, jeton):
    """Only the contact cancels everything; a page with a button, for scanners of mail."""
    acces = ouvrir(jeton)
    if acces is None or not acces.est_celui_du_contact:
        raise Http404
    a_venir = acces.inscriptions().encore_la().a_venir()
    inscriptions = list(a_venir.select_related("atelier", "dossier"))
    if request.method == "POST":
        try:
            places.annuler_ensemble(inscriptions, request.user)
        except JourneePassee as refus:
            messages.error(request, str(refus))
        else:
            messages.success(request, _("Tout est annulé. Merci d’avoir prévenu."))
    if request.method == "POST" or not inscriptions:
        return redirect(acces.titulaire)
    contexte = {"dossier": acces.titulaire, "inscriptions": inscriptions}
    return render(request, "inscriptions/plusieurs/annuler_tout.html", contexte)


def _placer(request, ensemble: Ensemble) -> Reponse | None:
    """None when refused, or when seats are too few for all; the page says which."""
    demandes = ensemble.demandes()
    try:
        with reception.au_guichet(request, ensemble, demandes) as freiner:
            freiner()
            return places.inscrire(
                demandes,
                ensemble.ateliers_pris(),
                request.user,
                contact=ensemble.contact(),
                attendent=ensemble.attendent(),
            )
    except TropPeuDePlaces as refus:
        ensemble.demander_qui_attend(refus)
    return None


def _porte_close(request, atelier):
    def saisie():
        return Ensemble(atelier, NombreForm(request.POST).nombre(), request.POST).forms

    return reception.porte_close(request, atelier, saisie)


def _atelier(slug):
    ateliers = Atelier.objects.visibles().avec_places().select_related("lieu__commune", "groupe")
    return get_object_or_404(ateliers, slug=slug)


def _page(request, atelier, ensemble):
    rang = atelier.jauge.rang_suivant
    contexte = {
        "atelier": atelier,
        "ensemble": ensemble,
        "rangs": range(rang, rang + ensemble.nombre + 1),
        "reste_a_ajouter": range(1, PERSONNES_AU_PLUS - ensemble.nombre + 1),
    }
    return render(request, "inscriptions/plusieurs/plusieurs.html", contexte)
