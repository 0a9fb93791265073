"""Change an address: asked on the private page, confirmed from the new mailbox."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inscriptions.courriels import adresses as courriels
from inscriptions.models import AdresseAConfirmer
from inscriptions.models.cible import Cible, a_venir
from inscriptions.places.adresses import confirmer, mettre_de_cote
from inscriptions.refus import AdressePrise, LienPerime
from reseau.socle.frein import laisse_passer

from ..acces import LienPrive, ouvrir, page_privee
from .forms import NouvelleAdresseForm

DEMANDES_PAR_HEURE = 5


@page_privee
@require_http_methods(["GET", "HEAD", "POST"])
def changer_d_adresse(request, jeton, pk=None):
    """The address of the holder of the link; with `pk`, that of a person the contact registered.

    The answer is the same for any address: nobody learns here whether it is known.
    """
    acces = ouvrir(jeton)
    cible = _cible(acces, pk)
    if not a_venir(cible):
        messages.info(request, _("Plus rien n’est à venir ici : l’adresse ne change plus."))
        return redirect(acces.page())
    form = NouvelleAdresseForm(request.POST if request.method == "POST" else None, cible=cible)
    if request.method == "POST" and form.is_valid():
        courriel = form.cleaned_data["courriel"]
        if not laisse_passer("changer-d-adresse", DEMANDES_PAR_HEURE, f"{acces.dossier.pk}"):
            trop = _("Trop de demandes pour cette inscription : patientez une heure.")
            form.add_error(None, trop)
        elif not courriels.peut_recevoir_un_lien(courriel):
            trop = _("Trop de liens sont partis à cette adresse : patientez une heure.")
            form.add_error("courriel", trop)
        else:
            _demander(request, cible, courriel)
            return redirect(acces.page())
    contexte = {
        "acces": acces,
        "cible": cible,
        "form": form,
        "pour_autrui": pk is not None,
        "en_attente": AdresseAConfirmer.objects.valables().de(cible).first(),
    }
    return render(request, "inscriptions/adresses/changer.html", contexte)


def _cible(acces: LienPrive | None, pk: int | None) -> Cible:
    if acces is None or (pk is not None and not acces.est_celui_du_contact):
        raise Http404
    if pk is None:
        cible = acces.titulaire
        autrement = not acces.est_celui_du_contact and cible.est_du_contact
    else:
        cible = get_object_or_404(acces.inscriptions().select_related("dossier"), pk=pk)
        autrement = cible.est_du_contact
    if autrement or not cible.courriel:
        raise Http404
    return cible


def _demander(request, cible: Cible, courriel: str) -> None:
    courriels.a_confirmer(mettre_de_cote(cible, courriel))
    phrase = _(
        "Un lien part à %(adresse)s, valable deux jours : l’adresse change quand il est confirmé. "
        "D’ici là, nous écrivons toujours à l’ancienne."
    )
    messages.success(request, phrase % {"adresse": courriel})


@page_privee
@require_http_methods(["GET", "HEAD", "POST"])
def confirmer_l_adresse(request, jeton):
    """A page with a button: scanners of mail open every link and must change nothing."""
    demandes = AdresseAConfirmer.objects.valables().filter(jeton=jeton)
    demande = demandes.select_related("dossier", "inscription__dossier").first()
    contexte = {"demande": demande}
    try:
        if demande and request.method == "POST":
            cible = confirmer(demande, request.user)
            messages.success(request, _("C’est fait : nous vous écrivons maintenant ici."))
            return redirect("inscriptions:dossier", cible.jeton)
    except LienPerime:
        demande = None
    except AdressePrise as refus:
        contexte["refus"] = str(refus)
    if demande is None:
        contexte = {"refus": LienPerime.phrase}
        return render(request, "inscriptions/adresses/perime.html", contexte, status=404)
    contexte["inscriptions"] = a_venir(demande.cible)
    return render(request, "inscriptions/adresses/confirmer.html", contexte)
