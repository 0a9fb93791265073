"""What the public forms share: ask for the seats, say why not, answer without telling secrets."""

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from reseau.frein import adresse_ip, laisse_passer

from . import ouverture, places
from .blocs.sequences import BlocSequences
from .demandes import Reponse
from .refus import (
    AccesReserve,
    ChoixClos,
    CommandesCloses,
    InscriptionsFermees,
    SequenceComplete,
)

MERCI = "merci"


def porte_close(request, atelier):
    """The page that says why nobody registers to that day; None when the door is open."""
    try:
        ouverture.verifier(atelier, request.user)
    except InscriptionsFermees:
        return render(request, "inscriptions/fermees.html", {"atelier": atelier})
    except AccesReserve:
        return render(request, "inscriptions/reservees.html", {"atelier": atelier}, status=403)
    return None


def demander(form, verbe, *arguments, **options):
    """What `verbe` answers; None when refused, with the reason said on the form, which keeps all.

    Too few seats for all the people of a form is a question, left to who can ask it.
    """
    try:
        return verbe(*arguments, **options)
    except CommandesCloses as refus:
        form.refuser(refus.atelier, _("Les commandes de repas viennent de se clore : relisez."))
    except SequenceComplete as refus:
        BlocSequences.dire_complete(form, refus)
    except (ChoixClos, InscriptionsFermees) as refus:
        form.refuser(refus.atelier, _("Les inscriptions viennent de se clore."))
    except AccesReserve as refus:
        form.refuser(refus.atelier, _("Cette journée vient d’être réservée."))
    return None


def placer(request, form, **options) -> Reponse | None:
    """Ask for the seats; None when refused, with the reason said on the form, which keeps all.

    `options` go to `places.inscrire`.
    """
    if not laisse_passer("inscrire", settings.INSCRIPTIONS_PAR_HEURE, adresse_ip(request)):
        form.add_error(None, _("Trop d’inscriptions depuis votre connexion : patientez un peu."))
        return None
    return demander(
        form,
        places.inscrire,
        form.demande(),
        form.ateliers_pris(),
        par=request.user,
        contact=form.contact(),
        **options,
    )


def repondre(request, saisie, reponse: Reponse):
    """The same answer whether the address was new or known: only its owner may know.

    Somebody logged in who gave an address proved to be hers goes straight to her page.
    """
    inscription = (reponse.nouvelles + reponse.deja_inscrites)[0]
    if request.user.is_authenticated and inscription.dossier.personne_id == request.user.pk:
        messages.success(request, _("C’est noté. Un courriel vient de partir pour vous."))
        return redirect(inscription.dossier)
    suite = redirect("inscriptions:merci")
    suite.set_cookie(
        MERCI,
        signing.dumps([saisie["prenom"], saisie["courriel"]], salt=MERCI),
        max_age=600,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return suite
