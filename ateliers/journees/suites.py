"""What follows a workshop's form once saved: who is told, who leaves the waiting list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.contrib import messages
from django.forms import BaseFormSet
from django.utils.translation import gettext as _

from inscriptions import places
from inscriptions.courriels import changement as envoi
from inscriptions.places import ajout
from reseau.socle.dates import heure, jour
from reseau.socle.grammaire import ngettext

from ..programme.models import Repas
from .forms import AtelierForm

# A day put off takes its cut-offs along: a meal that was closed may open again.
CHAMPS_QUI_DONNENT_DES_PLACES = {
    "capacite",
    "dejeuner",
    "dejeuner_capacite",
    "dejeuner_date_limite",
    "jour",
    "heure_debut",
}


@dataclass(frozen=True)
class Suites:
    prevenues: int = 0
    promues: list = field(default_factory=list)
    limites: list[str] = field(default_factory=list)
    proposees: int = 0


def appliquer(formulaire: AtelierForm, par, autres: Iterable[BaseFormSet] = ()) -> Suites:
    """Call it after save, in the same transaction.

    `autres` are the lists of rows saved with it: a meal among them may have grown.
    """
    repas = any(lignes.model is Repas and lignes.has_changed() for lignes in autres)
    atelier, avant = formulaire.instance, formulaire.avant
    prevenues = envoi.du_changement(avant, atelier) if avant else 0
    promues = []
    if repas or CHAMPS_QUI_DONNENT_DES_PLACES & set(formulaire.changed_data):
        promues = places.remplir(atelier, par=par)
    proposees = ajout.proposer(atelier) if "cycle" in formulaire.changed_data else 0
    limites = [_limite(c, m) for c, m in formulaire.limites_deplacees]
    return Suites(prevenues, promues, limites, proposees)


def dire(request, suites: Suites) -> None:
    for phrase in [*_phrases(suites), *suites.limites]:
        messages.info(request, phrase)


def _phrases(suites: Suites) -> Iterator[str]:
    if nombre := suites.prevenues:
        phrase = ngettext(
            "%(nombre)d personne est prévenue par courriel.",
            "%(nombre)d personnes sont prévenues par courriel.",
            nombre,
        )
        yield phrase % {"nombre": nombre}
    if suites.proposees:
        yield ajout.phrase_faite(suites.proposees)
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
