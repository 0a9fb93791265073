"""The offer of a seat: a page that asks, and a button for each answer."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ateliers.enums import EtatProposition
from inscriptions import places
from inscriptions.refus import PropositionClose

from ..acces import inscription_ouverte, page_privee


@page_privee
@require_safe
def proposition(request, jeton, pk):
    """A page with two buttons: scanners of mail open every link and must not answer."""
    acces, inscription = inscription_ouverte(jeton, pk)
    proposition = inscription.proposition()
    if proposition is None:
        return _close(request, acces, inscription)
    contexte = {
        "acces": acces,
        "inscription": inscription,
        "atelier": inscription.atelier,
        "proposition": proposition,
        "en_attente": inscription.atelier.inscriptions.dans_la_file().count(),
    }
    return render(request, "inscriptions/propositions/proposition.html", contexte)


def ou_la_question(vue):
    """Only a POST answers; a GET of the same address leads to the question."""

    @wraps(vue)
    def repondre(request, jeton, pk):
        acces, inscription = inscription_ouverte(jeton, pk)
        if request.method != "POST":
            return redirect("inscriptions:proposition", jeton, inscription.pk)
        return vue(request, acces, inscription)

    return repondre


@page_privee
@ou_la_question
def accepter(request, acces, inscription):
    return _repondre(
        request, acces, inscription, places.accepter, _("La place est à vous. À bientôt !")
    )


@page_privee
@ou_la_question
def decliner(request, acces, inscription):
    merci = _("C’est noté : vous laissez la place. Merci d’avoir répondu.")
    return _repondre(request, acces, inscription, places.decliner, merci)


def _repondre(request, acces, inscription, verbe, merci):
    derniere = inscription.propositions.first()
    if derniere is None:
        return redirect(acces.page())
    try:
        verbe(derniere, par=request.user)
    except PropositionClose:
        return _close(request, acces, inscription)
    messages.success(request, merci)
    return redirect(acces.page())


def _close(request, acces, inscription):
    """The offer is closed; the page says whether it was answered, or came too late."""
    inscription.refresh_from_db(fields=["etat"])
    if inscription.est_confirmee:
        return redirect(acces.page())
    derniere = inscription.propositions.first()
    a_noter = derniere is not None and derniere.etat == EtatProposition.EN_COURS  # by the worker
    contexte = {
        "acces": acces,
        "inscription": inscription,
        "atelier": inscription.atelier,
        "derniere": derniere,
        "refus": PropositionClose.phrase,
        "revenir": a_noter or not inscription.est_active,
    }
    return render(request, "inscriptions/propositions/close.html", contexte, status=410)
