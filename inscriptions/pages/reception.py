"""What the public forms share: ask for the seats, say why not, answer without telling secrets."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager

from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from reseau.socle.frein import Frein, adresse_ip, compter

from ..demandes import Demande, Reponse
from ..places import entrer
from ..refus import (
    AccesReserve,
    AdresseFreinee,
    ConnexionFreinee,
    DejaInscrite,
    InscriptionsFermees,
    Refus,
    SequenceComplete,
    TropPeuDePlaces,
)
from . import boites, merci
from .blocs.sequences import BlocSequences

CHAMPS_ECRITS = (forms.TextInput, forms.EmailInput, forms.Textarea)


def porte_close(request, atelier, saisie: Callable[[], Iterable[forms.Form]]):
    """The page that says why nobody registers to that day; None when the door is open.

    Whoever sent the form as the door closed reads that nothing was kept, and gets back her own
    words: `saisie` makes the forms as she filled them in.
    """
    try:
        entrer.verifier(atelier, request.user)
    except InscriptionsFermees:
        gabarit, statut = "inscriptions/fermees.html", 200
    except AccesReserve:
        gabarit, statut = "inscriptions/reservees.html", 403
    else:
        return None
    contexte = {"atelier": atelier, "trop_tard": request.method == "POST"}
    if contexte["trop_tard"]:
        contexte["ecrit"] = list(ce_qui_est_ecrit(saisie()))
    return render(request, gabarit, contexte, status=statut)


def ce_qui_est_ecrit(formulaires: Iterable[forms.Form]) -> Iterator[tuple[str, str]]:
    """What somebody wrote in her own words, to read again or to copy; boxes are ticked anew."""
    for formulaire in formulaires:
        for champ in formulaire.visible_fields():
            ecrit = isinstance(champ.field.widget, CHAMPS_ECRITS) and champ.value()
            if ecrit:
                yield champ.label, ecrit


@contextmanager
def refus_sur(form, *, pour_l_equipe: bool = False) -> Iterator[None]:
    """What the seats refuse inside is said on the form, which keeps all that was typed.

    Too few seats for all the people of a form is a question, left to who can ask it.
    """
    try:
        yield
    except TropPeuDePlaces:
        raise
    except SequenceComplete as refus:
        BlocSequences.dire_complete(form, refus)
    except DejaInscrite as refus:
        form.add_error("nom", str(refus))
    except Refus as refus:
        phrase = refus.pour_l_equipe() if pour_l_equipe else str(refus)
        form.refuser(refus.atelier, phrase)


def freiner(request, demandes: Collection[Demande]) -> None:
    """Count these registrations at the brakes; raises ConnexionFreinee, or AdresseFreinee.

    To be called in the transaction of the registration, where it is one statement more, and before
    its verb takes the lock: whoever waits at a brake holds nothing that others wait for.
    `refus_sur` stands inside that transaction: a refusal undoes what the verb wrote, never what
    was counted.
    """
    adresses = boites.boites(demandes)
    connexion = Frein("inscrire", settings.INSCRIPTIONS_PAR_HEURE, adresse_ip(request))
    depasses = compter(connexion, *boites.freins(adresses))
    if connexion in depasses:
        raise ConnexionFreinee
    if depasses or boites.ont_trop_de_noms(adresses):
        raise AdresseFreinee


def repondre(request, saisie, reponse: Reponse):
    """The same answer whether the address was new or known: what a new person receives.

    Somebody logged in who gave an address proved to be hers goes straight to her page.
    """
    inscription = (reponse.nouvelles + reponse.deja_inscrites)[0]
    if request.user.is_authenticated and inscription.dossier.personne_id == request.user.pk:
        messages.success(request, _("C’est noté. Un courriel vient de partir pour vous."))
        return redirect(inscription.dossier)
    suite = redirect("inscriptions:merci")
    return merci.remettre(suite, saisie["prenom"], saisie["courriel"], reponse)
