"""The public pages: register, read the answer, find a lost registration again."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from inscriptions import places
from inscriptions.courriels import places as courriels
from inscriptions.demandes import Reponse
from inscriptions.models import Inscription
from inscriptions.models.cle import cle_du_nom
from inscriptions.models.lectures import atelier_a_l_inscription
from reseau.socle.frein import adresse_ip, laisse_passer, origine
from reseau.socle.leurre import ecriture

from .. import reception
from ..autrui.forms import RetrouverParCodeForm
from ..autrui.permissions import peut_inscrire_autrui
from ..merci import contexte_de_la_reponse
from .forms import InscriptionForm, RetrouverForm

REPONSE_A_TOUT = gettext_lazy(
    "C’est demandé. Si une inscription à venir existe avec cette adresse, un courriel part à "
    "l’instant avec son lien ; regardez aussi dans les indésirables."
)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inscrire(request, slug):
    atelier = atelier_a_l_inscription(slug)
    close = reception.porte_close(
        request, atelier, lambda: [InscriptionForm(request.POST, ateliers=[atelier])]
    )
    if close:
        return close
    deja, meme_boite = _deja_inscrites(request.user, atelier)
    initial = {} if deja else InscriptionForm.initial_de(request.user)
    donnees = request.POST if request.method == "POST" else None
    form = InscriptionForm(donnees, ateliers=[atelier], initial=initial)
    if request.method == "POST" and form.is_valid() and (reponse := _placer(request, form)):
        return reception.repondre(request, form.cleaned_data, reponse)
    contexte = {
        "atelier": atelier,
        "form": form,
        "deja": deja,
        "meme_boite": meme_boite,
        "pour_autrui": peut_inscrire_autrui(request.user),
    }
    return render(request, "inscriptions/seule/inscrire.html", contexte)


def _placer(request, form) -> Reponse | None:
    """None when refused; the form says the reason."""
    demandes = form.demandes()
    with reception.au_guichet(request, form, demandes) as freiner:
        freiner()
        return places.inscrire(demandes, form.ateliers_pris(), request.user, contact=form.contact())
    return None


@dataclass(frozen=True)
class DejaLa:
    """A registration for the day that the account may see, and its private page."""

    inscription: Inscription
    page: str


def _deja_inscrites(personne, atelier) -> tuple[DejaLa | None, list[DejaLa]]:
    """The registration under the name of the account, and those of people with the same mailbox."""
    if not personne.is_authenticated:
        return None, []
    inscriptions = Inscription.objects.encore_la().lues_par(personne).filter(atelier=atelier)
    presentes = [
        DejaLa(inscription, inscription.page_pour(personne))
        for inscription in inscriptions.select_related("dossier")
    ]
    cle = cle_du_nom(personne.prenom, personne.nom)
    deja = next((d for d in presentes if d.inscription.cle_du_nom == cle), None)
    return deja, [d for d in presentes if d.inscription.cle_du_nom != cle]


@login_not_required
@never_cache
@require_safe
def merci(request):
    """The answer of a new person: the page does not say whether the address was known."""
    return render(request, "inscriptions/merci/merci.html", contexte_de_la_reponse(request))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def retrouver(request):
    form = RetrouverForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if laisse_passer("retrouver", 60, adresse_ip(request)):
            _envoyer_les_liens(request, form.cleaned_data["courriel"].lower())
            messages.success(request, REPONSE_A_TOUT)
            return redirect("inscriptions:retrouver")
        form.add_error(None, _("Trop de demandes depuis votre connexion : patientez un peu."))
    contexte = {"form": form, "form_code": RetrouverParCodeForm()}
    return render(request, "inscriptions/seule/retrouver.html", contexte)


def _envoyer_les_liens(request, courriel):
    """At most 5 letters an hour from one source to one address, and 20 from all sources.

    Beyond, no letter leaves and the page does not say it. An unknown address takes the same time:
    its letter is written, and not kept.
    """
    if not (
        laisse_passer("lettre", 5, f"{origine(request)} {courriel}")
        and laisse_passer("lettres", 20, courriel)
    ):
        return
    inscriptions = list(Inscription.objects.encore_la().a_venir().a_retrouver(courriel))
    with ecriture(gardee=bool(inscriptions)):
        courriels.retrouver(courriel, inscriptions)
