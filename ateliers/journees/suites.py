"""What the form of a workshop asks of the seats once saved, and the messages about it."""

from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.forms import BaseFormSet
from django.utils.translation import gettext as _

from inscriptions.places.journee import Suites, apres_un_changement
from reseau.socle.dates import heure, jour
from reseau.socle.grammaire import ngettext

from ..programme.models import Repas
from .forms import AtelierForm

CHAMPS_DU_DEJEUNER = {"dejeuner", "dejeuner_capacite", "dejeuner_date_limite"}


def appliquer(formulaire: AtelierForm, par, jeux_de_lignes: Iterable[BaseFormSet] = ()) -> Suites:
    """Call it after save, in the same transaction.

    `jeux_de_lignes` are the formsets saved with it: a meal among them may have grown.
    """
    repas_changes = bool(CHAMPS_DU_DEJEUNER & set(formulaire.changed_data)) or any(
        lignes.model is Repas and lignes.has_changed() for lignes in jeux_de_lignes
    )
    return apres_un_changement(
        formulaire.avant, formulaire.instance, par, repas_changes=repas_changes
    )


def dire(request, suites: Suites, limites: Iterable[tuple] = ()) -> None:
    """`limites`: the deadlines that moved with the day, each with its field."""
    for phrase in [*_phrases(suites), *(_limite(champ, limite) for champ, limite in limites)]:
        messages.info(request, phrase)


def phrase_des_proposees(nombre: int) -> str:
    phrase = ngettext(
        "%(nombre)d personne qui a pris le cycle entier est prévenue par courriel.",
        "%(nombre)d personnes qui ont pris le cycle entier sont prévenues par courriel.",
        nombre,
    )
    return phrase % {"nombre": nombre}


def _phrases(suites: Suites) -> Iterator[str]:
    if nombre := suites.prevenues:
        phrase = ngettext(
            "%(nombre)d personne est prévenue par courriel.",
            "%(nombre)d personnes sont prévenues par courriel.",
            nombre,
        )
        yield phrase % {"nombre": nombre}
    if suites.proposees:
        yield phrase_des_proposees(suites.proposees)
    if nombre := len(suites.promues):
        phrase = ngettext(
            "%(nombre)d personne quitte la liste d’attente et reçoit un courriel.",
            "%(nombre)d personnes quittent la liste d’attente et reçoivent un courriel.",
            nombre,
        )
        yield phrase % {"nombre": nombre}


def _limite(champ: str, limite) -> str:
    phrases = {
        "date_limite": _("La date limite d’inscription suit la journée : %(jour)s, %(heure)s."),
        "dejeuner_date_limite": _("Le repas se commande désormais jusqu’au %(jour)s, %(heure)s."),
    }
    return phrases[champ] % {"jour": jour(limite), "heure": heure(limite)}
