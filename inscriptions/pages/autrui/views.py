"""Register somebody else, and print the confirmation that she takes home."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ateliers.models import Atelier
from inscriptions.models import Dossier, Inscription
from inscriptions.places.autrui import inscrire_autrui
from reseau.socle.frein import adresse_ip, laisse_passer

from .. import reception
from ..acces import inscription_ouverte, page_privee
from ..dossiers.lecture import pour_la_page_privee
from ..seule.forms import RetrouverForm
from .forms import PourQuelquUnForm, RetrouverParCodeForm
from .permissions import peut_inscrire_autrui

ESSAIS_PAR_HEURE = 30
ESSAIS_PAR_CODE = 10


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pour_quelqu_un(request, slug):
    if not peut_inscrire_autrui(request.user):
        raise PermissionDenied
    ateliers = Atelier.objects.visibles().avec_places().select_related("lieu__commune", "groupe")
    atelier = get_object_or_404(ateliers, slug=slug)
    close = reception.porte_close(
        request, atelier, lambda: [PourQuelquUnForm(request.POST, ateliers=[atelier])]
    )
    if close:
        return close
    donnees = request.POST if request.method == "POST" else None
    form = PourQuelquUnForm(donnees, ateliers=[atelier])
    if request.method == "POST" and form.is_valid():
        inscription = _inscrire(request, form, atelier)
        if inscription is not None:
            return redirect("inscriptions:confirmation", inscription.dossier.jeton, inscription.pk)
    contexte = {"atelier": atelier, "form": form}
    return render(request, "inscriptions/autrui/pour_quelqu_un.html", contexte)


def _inscrire(request, form, atelier):
    """None when refused; the form says the reason and keeps all that was typed."""
    with reception.refus_sur(form):
        inscription, nouvelle = inscrire_autrui(form.demande(), atelier, request.user)
        _dire_la_reponse(request, inscription, nouvelle)
        return inscription
    return None


def _dire_la_reponse(request, inscription, nouvelle):
    if not nouvelle:
        messages.warning(request, _("Vous aviez déjà inscrit cette personne : la voici."))
    elif inscription.est_confirmee:
        messages.success(request, _("C’est fait : imprimez la confirmation, ou notez le code."))
    elif inscription.est_a_approuver:
        messages.success(request, _("C’est demandé : l’équipe répondra."))
    else:
        messages.warning(request, _("La journée est complète : la personne attend une place."))


@page_privee
@require_safe
def confirmation(request, jeton, pk):
    """A page to print: the content of the mail, and the code that opens the dossier."""
    inscriptions = pour_la_page_privee(Inscription.objects.select_related("dossier__inscrit_par"))
    acces, inscription = inscription_ouverte(jeton, pk, inscriptions)
    if inscription.acces_perdu:
        return redirect(acces.page())
    contexte = {
        "acces": acces,
        "inscription": inscription,
        "atelier": inscription.atelier,
        "site": urlsplit(settings.SITE_URL).netloc,
    }
    return render(request, "inscriptions/autrui/confirmation.html", contexte)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def retrouver_par_code(request):
    """A wrong code, a wrong name and a code tried too often get the same answer."""
    if request.method != "POST":  # the address stays in the bar after a wrong code
        return redirect("inscriptions:retrouver")
    form = RetrouverParCodeForm(request.POST)
    if form.is_valid():
        if not laisse_passer("retrouver-par-code", ESSAIS_PAR_HEURE, adresse_ip(request)):
            form.add_error(None, _("Trop de demandes depuis votre connexion : patientez un peu."))
        elif dossier := _dossier(form):
            return redirect(dossier)
        else:
            form.add_error(None, _("Aucune inscription ne correspond à ce code et à ce nom."))
    contexte = {"form": RetrouverForm(), "form_code": form}
    return render(request, "inscriptions/seule/retrouver.html", contexte)


def _dossier(form):
    code = form.cleaned_data["code"]
    dossier = Dossier.objects.filter(code=code).first()
    if not laisse_passer("code", ESSAIS_PAR_CODE, code) or dossier is None:
        return None
    return dossier if form.ouvre(dossier) else None
