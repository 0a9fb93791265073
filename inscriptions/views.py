"""The public way in: register, be told to read one's mail, find a lost registration again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ateliers.models import Atelier
from reseau.frein import adresse_ip, laisse_passer
from reseau.requetes import Parametre, RequetePrete

from . import courriels, reception
from .autrui.forms import RetrouverParCodeForm
from .autrui.permissions import peut_inscrire_autrui
from .forms import InscriptionForm, RetrouverForm
from .models import Inscription
from .reception import MERCI

ATELIER = RequetePrete(
    lambda: (
        Atelier.objects.visibles()
        .avec_places(Parametre("maintenant"))
        .select_related("lieu__commune", "groupe")
        .filter(slug=Parametre("slug"))
    )
)
REPONSE_A_TOUT = gettext_lazy(
    "C’est demandé. Si une inscription à venir existe avec cette adresse, un courriel part à "
    "l’instant avec son lien ; regardez aussi dans les indésirables."
)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inscrire(request, slug):
    atelier = ATELIER.une_ou_404(slug=slug, maintenant=timezone.now())
    close = reception.porte_close(
        request, atelier, lambda: [InscriptionForm(request.POST, ateliers=[atelier])]
    )
    if close:
        return close
    deja = _deja_inscrite(request.user, atelier)
    initial = {} if deja else InscriptionForm.initial_de(request.user)
    donnees = request.POST if request.method == "POST" else None
    form = InscriptionForm(donnees, ateliers=[atelier], initial=initial)
    if request.method == "POST" and form.is_valid():
        reponse = reception.placer(request, form)
        if reponse is not None:
            return reception.repondre(request, form.cleaned_data, reponse)
    contexte = {
        "atelier": atelier,
        "form": form,
        "deja": deja,
        "pour_autrui": peut_inscrire_autrui(request.user),
    }
    return render(request, "inscriptions/inscription_form.html", contexte)


def _deja_inscrite(personne, atelier):
    if not personne.is_authenticated:
        return None
    siennes = Inscription.objects.encore_la().ou_vient(personne).filter(atelier=atelier)
    return siennes.select_related("dossier").first()


@login_not_required
@never_cache
@require_safe
def merci(request):
    """Say only what was typed: this page must not tell whether the address was known."""
    try:
        prenom, courriel = signing.loads(request.COOKIES.get(MERCI, ""), salt=MERCI, max_age=600)
    except signing.BadSignature:
        prenom = courriel = ""
    return render(request, "inscriptions/merci.html", {"prenom": prenom, "courriel": courriel})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def retrouver(request):
    form = RetrouverForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if laisse_passer("retrouver", 60, adresse_ip(request)):
            _envoyer_les_liens(form.cleaned_data["courriel"].lower())
            messages.success(request, REPONSE_A_TOUT)
            return redirect("inscriptions:retrouver")
        form.add_error(None, _("Trop de demandes depuis votre connexion : patientez un peu."))
    contexte = {"form": form, "form_code": RetrouverParCodeForm()}
    return render(request, "inscriptions/retrouver.html", contexte)


def _envoyer_les_liens(courriel):
    """Five letters an hour at most to one address, whoever asks; nobody is told."""
    inscriptions = list(Inscription.objects.encore_la().a_venir().a_retrouver(courriel))
    if inscriptions and laisse_passer("lettre", 5, courriel):
        courriels.retrouver(courriel, inscriptions)
