"""The private page: the holder of its address sees, changes and cancels without an account."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ateliers import calendrier
from ateliers.enums import EtatInscription
from ateliers.models import Atelier
from inscriptions import places
from inscriptions.models import Inscription
from inscriptions.models.personnes import par_personne
from inscriptions.places.depart import a_quitter
from inscriptions.places.plusieurs import places_de_personnes
from inscriptions.refus import JourneePassee

from .. import reception
from ..acces import inscription_ouverte, ouvrir, page_privee
from ..cycles.proposees import proposees
from ..seule.forms import AnnulationForm, ModificationForm
from .lecture import pour_la_page_privee

ADIEUX = {
    EtatInscription.CONFIRMEE: gettext_lazy(
        "Votre inscription est annulée. Merci d’avoir prévenu."
    ),
    EtatInscription.EN_ATTENTE: gettext_lazy(
        "Vous quittez la liste d’attente. Merci d’avoir prévenu."
    ),
    EtatInscription.DEMANDEE: gettext_lazy("Votre demande est retirée. Merci d’avoir prévenu."),
}


@page_privee
@require_safe
def dossier(request, jeton):
    acces = ouvrir(jeton)
    inscriptions = list(pour_la_page_privee(acces.inscriptions())) if acces else []
    if not inscriptions:
        return render(request, "inscriptions/dossiers/lien_inconnu.html", status=404)
    dossier = inscriptions[0].dossier
    contexte = {
        "acces": acces,
        "dossier": dossier,
        "inscriptions": inscriptions,
        "plusieurs_personnes": len(par_personne(inscriptions)) > 1,
        "une_seule_journee": len({inscription.atelier_id for inscription in inscriptions}) == 1,
        "a_venir": any(inscription.est_modifiable for inscription in inscriptions),
        "ajout": acces.est_celui_du_contact and _ajout(dossier, inscriptions),
        "proposees": proposees(acces),
        "cycle_a_quitter": acces.est_celui_du_contact and a_quitter(dossier, inscriptions)[0],
    }
    return render(request, "inscriptions/dossiers/dossier.html", contexte)


def _ajout(dossier, inscriptions):
    """Whether the contact may add people: « ouvert », « complet » or « clos »; else "".

    On paper the contact has no address: a member registers each person separately.
    """
    encore_la = [
        inscription
        for inscription in inscriptions
        if inscription.est_encore_la and not inscription.atelier.est_passe()
    ]
    if not dossier.courriel or all(inscription.acces_perdu for inscription in encore_la):
        return ""
    if not any(inscription.atelier.inscriptions_ouvertes() for inscription in encore_la):
        return "clos"
    return "ouvert" if places_de_personnes(inscriptions) else "complet"


@page_privee
@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request, jeton, pk):
    acces, inscription = inscription_ouverte(jeton, pk)
    if not inscription.est_modifiable or inscription.acces_perdu:
        if request.method == "POST":
            messages.error(request, _("Trop tard : cette inscription ne change plus."))
        return redirect(acces.page())
    donnees = request.POST if request.method == "POST" else None
    form = ModificationForm(
        donnees, ateliers=[inscription.atelier], initial=ModificationForm.initial_de(inscription)
    )
    if request.method == "POST" and form.is_valid():
        with reception.refus_sur(form):
            places.modifier(inscription, form.demande())
            messages.success(request, _("Vos changements sont enregistrés."))
            return redirect(acces.page())
    contexte = {
        "acces": acces,
        "inscription": inscription,
        "atelier": inscription.atelier,
        "form": form,
    }
    return render(request, "inscriptions/dossiers/modifier.html", contexte)


@page_privee
@require_http_methods(["GET", "HEAD", "POST"])
def annuler(request, jeton, pk):
    """A page with a button: scanners of mail open every link and must free no seat."""
    acces, inscription = inscription_ouverte(jeton, pk)
    if not inscription.est_modifiable:
        return redirect(acces.page())
    form = AnnulationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            avant = inscription.etat
            places.annuler(inscription, request.user, form.cleaned_data["motif"])
            messages.success(request, ADIEUX[avant])
            return redirect(acces.page())
        except JourneePassee as refus:
            form.add_error(None, str(refus))
    contexte = {
        "acces": acces,
        "inscription": inscription,
        "atelier": inscription.atelier,
        "form": form,
    }
    return render(request, "inscriptions/dossiers/annuler.html", contexte)


@page_privee
@require_safe
def ics(request, jeton):
    """The days with a confirmed seat; not those where she waits or has lost the right to come."""
    acces = ouvrir(jeton)
    inscriptions = acces.inscriptions().confirmees() if acces else Inscription.objects.none()
    inscriptions = inscriptions.ayant_acces()
    jours = Atelier.objects.filter(pk__in=inscriptions.values("atelier"))
    ateliers = list(jours.pour_le_calendrier().order_by("debut"))
    if not ateliers:
        raise Http404
    reponse = HttpResponse(calendrier.fichier(ateliers), content_type=calendrier.TYPE_MIME)
    reponse["Content-Disposition"] = 'attachment; filename="inscription.ics"'
    return reponse
