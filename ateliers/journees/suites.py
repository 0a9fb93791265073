"""What follows a workshop's form once saved: seats and meals added go to those who wait."""

from django.contrib import messages

from inscriptions import places
from reseau.grammaire import ngettext

from .forms import AtelierForm

CHAMPS_QUI_DONNENT_DES_PLACES = {
    "capacite",
    "dejeuner",
    "dejeuner_capacite",
    "dejeuner_date_limite",
}


def appliquer(formulaire: AtelierForm, par) -> list:
    """Call it after save, in the same transaction; return the registrations promoted."""
    if not CHAMPS_QUI_DONNENT_DES_PLACES & set(formulaire.changed_data):
        return []
    return places.remplir(formulaire.instance, par=par)


def dire(request, promues) -> None:
    if promues:
        phrase = ngettext(
            "%(nombre)d personne quitte la liste d’attente et reçoit un courriel.",
            "%(nombre)d personnes quittent la liste d’attente et reçoivent un courriel.",
            len(promues),
        )
        messages.info(request, phrase % {"nombre": len(promues)})
