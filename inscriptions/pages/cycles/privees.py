"""From the private page: take a day added to the cycle, or leave the cycle."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ateliers.models import Atelier
from inscriptions import places
from inscriptions.courriels.cycles import est_le_contact
from inscriptions.demandes import Reponse
from inscriptions.models import Dossier, Inscription
from inscriptions.models.personnes import par_personne
from inscriptions.places.depart import a_quitter
from inscriptions.refus import TropPeuDePlaces

from .. import reception
from ..acces import ouvrir, page_privee
from ..dossiers.lecture import pour_la_page_privee
from .a_plusieurs import QuiVient
from .forms import JourneeAjouteeForm, QuitterForm
from .proposees import a_ete_proposee, proposees


@page_privee
@require_http_methods(["GET", "HEAD", "POST"])
def journee_ajoutee(request, jeton, pk):
    """A page with a button. When the day is answered or closed, it leads to the private page.

    The contact answers for all her people; the holder of a single registration, for herself.
    """
    acces = ouvrir(jeton)
    if acces is None:
        raise Http404
    proposee = next((p for p in proposees(acces) if p.atelier.pk == pk), None)
    if proposee is None:
        if not a_ete_proposee(acces, pk):
            raise Http404
        messages.info(request, _("Cette journée ne vous attend plus : voici où vous en êtes."))
        return redirect(acces.page())
    atelier = Atelier.objects.pour_une_liste().get(pk=pk)
    form = _formulaire(request, acces, atelier, proposee.personnes)
    if request.method == "POST" and form.is_valid() and _prendre(request, form, acces.dossier):
        messages.success(request, _("C’est noté. Un courriel vient de partir pour vous."))
        return redirect(acces.page())
    a_plusieurs = isinstance(form, QuiVient)
    contexte = {
        "acces": acces,
        "dossier": acces.dossier,
        "atelier": atelier,
        "form": form,
        "ensemble": form if a_plusieurs else None,
    }
    return render(request, "inscriptions/cycles/journee_ajoutee.html", contexte)


def _formulaire(request, acces, atelier, personnes):
    """With several people the contact ticks names, even when one is left.

    Race: the others may answer meanwhile, and her fields must stay the same.
    """
    donnees = request.POST if request.method == "POST" else None
    if acces.est_celui_du_contact and len(par_personne(acces.dossier.inscriptions.all())) > 1:
        return QuiVient(acces.dossier, personnes, atelier, donnees)
    (personne,) = personnes
    initial = JourneeAjouteeForm.initial_de(personne)
    return JourneeAjouteeForm(donnees, ateliers=[atelier], personne=personne, initial=initial)


def _prendre(request, form, dossier: Dossier) -> Reponse | None:
    """None when refused, or when seats are too few for all; the page says which.

    The rule of access is that of the account logged in, else of the account of the dossier.
    """
    par = request.user if request.user.is_authenticated else dossier.personne or request.user
    demandes = form.demandes()
    try:
        with reception.au_guichet(request, form, demandes) as freiner:
            freiner()
            return places.inscrire(
                demandes,
                form.ateliers_pris(),
                par,
                contact=form.contact(),
                dossier=dossier,
                attendent=form.attendent() if isinstance(form, QuiVient) else None,
            )
    except TropPeuDePlaces as refus:
        form.demander_qui_attend(refus)
    return None


@page_privee
@require_http_methods(["GET", "HEAD", "POST"])
def quitter(request, jeton):
    """A page with a button: scanners of mail open every link and must free no seat."""
    dossier = get_object_or_404(Dossier.objects.select_related("cycle"), jeton=jeton)
    inscriptions = list(pour_la_page_privee(Inscription.objects.filter(dossier=dossier)))
    if not inscriptions:
        raise Http404
    cycle, a_venir = a_quitter(dossier, inscriptions)
    if cycle is None:
        return redirect(dossier)
    donnees = request.POST if request.method == "POST" else None
    form = QuitterForm(donnees, dossier=dossier, a_venir=a_venir)
    if request.method == "POST" and form.is_valid():
        partent = form.quittees()
        places.quitter(dossier, cycle, partent, request.user, form.cleaned_data["motif"])
        messages.success(request, _merci(dossier, partent))
        return redirect(dossier)
    contexte = {
        "dossier": dossier,
        "cycle": cycle,
        "a_venir": a_venir,
        "jours": len({inscription.atelier_id for inscription in a_venir}),
        "a_plusieurs": len(form.a_venir_par_personne) > 1,
        "form": form,
    }
    return render(request, "inscriptions/cycles/quitter.html", contexte)


def _merci(dossier, partent):
    if partent and not any(est_le_contact(inscription, dossier) for inscription in partent):
        return _("C’est noté : ces personnes ont quitté le cycle. Merci d’avoir prévenu.")
    return _("Vous avez quitté le cycle. Merci d’avoir prévenu.")
