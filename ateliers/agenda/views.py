"""The agenda as list, month, calendar file and feed, from one selection."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reseau.models import Reseau
from reseau.socle.selection import Selection

from .. import calendrier as ical
from ..models import Atelier
from ..reponses import calendrier_en_reponse, contenu_en_reponse
from . import flux
from .filters import AgendaFilter, SelectionFilter
from .mois import Mois
from .selection import SelectionDAteliers

PAR_PAGE = 20
PLAFOND_DU_CALENDRIER = 1000
PLAFOND_DU_FLUX = 50


@login_not_required
@require_safe
def liste(request):
    filtre = AgendaFilter(request.GET, Atelier.objects.visibles())
    selection = SelectionDAteliers(filtre, request.path)
    page = Paginator(filtre.qs.pour_une_liste(), PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "filtre": filtre,
        "page": page,
        "puces": selection.puces,
        "requete": selection.requete(),
        "mois": Mois.de(timezone.localdate()),
        "requete_du_mois": selection.requete_du_mois(),
    }
    return render(request, "ateliers/liste.html", contexte)


@login_not_required
@require_safe
def calendrier(request, annee, mois):
    aujourd_hui = timezone.localdate()
    mois = Mois(annee, mois).page(aujourd_hui)
    if mois is None:
        raise Http404
    filtre = SelectionFilter(request.GET, Atelier.objects.visibles())
    ateliers = filtre.qs.entre(mois.premier, mois.dernier).pour_une_liste().order_by("debut", "pk")
    selection = SelectionDAteliers(filtre, request.path)
    semaines = mois.semaines(ateliers, aujourd_hui)
    contexte = {
        "filtre": filtre,
        "mois": mois,
        "semaines": semaines,
        "nombre": len({atelier for semaine in semaines for j in semaine for atelier in j.ateliers}),
        "precedent": mois.precedent.page(aujourd_hui),
        "suivant": mois.suivant.page(aujourd_hui),
        "puces": selection.puces,
        "requete": selection.requete_du_mois(),
    }
    return render(request, "ateliers/calendrier.html", contexte)


@login_not_required
@require_safe
def agenda_ics(request):
    filtre = AgendaFilter(request.GET, Atelier.objects.visibles())
    if not filtre.is_valid():
        return _refuser(filtre)
    ateliers = filtre.qs.pour_le_calendrier()[:PLAFOND_DU_CALENDRIER]
    nom = _("Agenda – %(reseau)s") % {"reseau": Reseau.objects.le_notre().nom}
    return calendrier_en_reponse(request, ical.fichier(ateliers, nom), "agenda")


@login_not_required
@require_safe
def flux_atom(request):
    filtre = AgendaFilter(request.GET, Atelier.objects.visibles())
    if not filtre.is_valid():
        return _refuser(filtre)
    ateliers = filtre.qs.pour_une_liste()[:PLAFOND_DU_FLUX]
    contenu = flux.ecrire(ateliers, Reseau.objects.le_notre(), Selection(request.GET).requete())
    return contenu_en_reponse(request, contenu.encode(), flux.TYPE_MIME)


def _refuser(filtre):
    """Explain an invalid address in plain text: a calendar program shows no form."""
    phrases = [
        f"{filtre.form.fields[nom].label} : {' '.join(erreurs)}"
        for nom, erreurs in filtre.errors.items()
    ]
    return HttpResponse("\n".join(phrases), status=400, content_type="text/plain; charset=utf-8")
