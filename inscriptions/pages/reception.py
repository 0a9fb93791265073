"""Public forms: ask for seats, explain refusals, answer without telling who is known."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from reseau.socle.frein import Frein, adresse_ip, compter, deja_serres

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
    """The page that says why the day is closed to this visitor; None when it is open.

    Race: a form sent while registrations close. The page says that nothing was kept and shows the
    text that was typed: `saisie` makes the forms as they were filled in.
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
    """The text fields that were filled in, to read again or copy; boxes are not repeated."""
    for formulaire in formulaires:
        for champ in formulaire.visible_fields():
            ecrit = isinstance(champ.field.widget, CHAMPS_ECRITS) and champ.value()
            if ecrit:
                yield champ.label, ecrit


@contextmanager
def refus_sur(form, *, pour_l_equipe: bool = False) -> Iterator[None]:
    """A refusal raised inside is written on the form, which keeps all that was typed.

    TropPeuDePlaces is a question to the contact, not a refusal: the caller handles it.
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


@contextmanager
def au_guichet(request, form, demandes: Collection[Demande]) -> Iterator[Callable[[], None]]:
    """The transaction of a registration: it gives `freiner`, which the view calls before the verb.

    The brakes are read first and counted last: their rows are locked for an instant only, else all
    the people of one connection would wait for one another. A refusal counts too, because
    `refus_sur` stands inside the transaction; a question (TropPeuDePlaces) does not.
    """
    freins = [
        Frein("inscrire", settings.INSCRIPTIONS_PAR_HEURE, adresse_ip(request)),
        *boites.freins(boites.boites(demandes)),
    ]
    with transaction.atomic():
        with refus_sur(form):
            yield lambda: _freiner(freins, demandes)
        compter(*freins)


def _freiner(freins: list[Frein], demandes: Collection[Demande]) -> None:
    """Raise ConnexionFreinee or AdresseFreinee."""
    serres = deja_serres(*freins)
    if freins[0] in serres:
        raise ConnexionFreinee
    if serres or boites.ont_trop_de_noms(boites.boites(demandes)):
        raise AdresseFreinee


def repondre(request, saisie, reponse: Reponse):
    """The same answer for a known and for a new address: that of a new person.

    A person logged in who gave an address of her account goes straight to her page.
    """
    inscription = (reponse.nouvelles + reponse.deja_inscrites)[0]
    if request.user.is_authenticated and inscription.dossier.personne_id == request.user.pk:
        messages.success(request, _("C’est noté. Un courriel vient de partir pour vous."))
        return redirect(inscription.dossier)
    suite = redirect("inscriptions:merci")
    return merci.remettre(suite, saisie["prenom"], saisie["courriel"], reponse)
