"""Effects of a change on registered people: sentences that an animatrice confirms first.

Each rule reads a change and returns one consequence or None. A new rule is a new function in
`REGLES`.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ateliers.enums import Statut
from ateliers.models import Atelier, Cycle, Repas, Sequence
from reseau.socle.administration.confirmation import Consequence
from reseau.socle.grammaire import ngettext

from ..courriels.changement import (
    a_prevenir,
    a_prevenir_du_changement,
    sans_adresse,
    se_raconte,
)
from ..courriels.ecarts import ecarts
from ..models.enums import COMMANDES
from . import ajout, journee


@dataclass(frozen=True)
class Changement:
    """A workshop as it is (from `avec_places()`), and as it will be written."""

    avant: Atelier
    apres: Atelier
    dejeuner: Repas | None = None


def consequences(changement: Changement) -> list[Consequence]:
    return [consequence for regle in REGLES if (consequence := regle(changement))]


def places_sous_les_inscrits(changement: Changement) -> Consequence | None:
    avant, capacite = changement.avant, changement.apres.capacite
    if capacite is None or capacite == avant.capacite or capacite >= avant.jauge.inscrits:
        return None
    debut = ngettext(
        "%(nombre)d personne est déjà inscrite : elle ne perd pas sa place",
        "%(nombre)d personnes sont déjà inscrites : aucune ne perd sa place",
        avant.jauge.inscrits,
    )
    phrase = _(
        "%(debut)s, mais plus personne ne pourra s’inscrire tant que les désistements "
        "n’auront pas ramené les inscrits sous %(capacite)d ; les autres iront en liste d’attente."
    )
    valeurs = {"debut": debut % {"nombre": avant.jauge.inscrits}, "capacite": capacite}
    return Consequence(phrase % valeurs)


def personnes_a_prevenir(changement: Changement) -> Consequence | None:
    """« 14 personnes inscrites ou en attente recevront un courriel : jeudi 5 → vendredi 6. »"""
    avant, apres = changement.avant, changement.apres
    changes = ecarts(avant, apres) if se_raconte(avant) else []
    nombre = a_prevenir_du_changement(avant).count() if changes else 0
    a_appeler = sans_adresse(avant).count() if changes else 0
    phrases = []
    if nombre:
        debut = ngettext(
            "%(nombre)d personne inscrite ou en attente recevra un courriel : %(quoi)s.",
            "%(nombre)d personnes inscrites ou en attente recevront un courriel : %(quoi)s.",
            nombre,
        )
        quoi = " ; ".join(f"{ecart.avant} → {ecart.apres}" for ecart in changes)
        phrases.append(debut % {"nombre": nombre, "quoi": quoi})
    if a_appeler:
        phrases.append(sans_courriel(a_appeler))
    geste = _prevenir(nombre, deplacee=avant.debut != apres.debut) if nombre else ""
    return Consequence(" ".join(phrases), geste) if phrases else None


def _prevenir(nombre: int, *, deplacee: bool = False) -> str:
    if deplacee:
        geste = ngettext(
            "Déplacer et prévenir %(nombre)d personne",
            "Déplacer et prévenir %(nombre)d personnes",
            nombre,
        )
    else:
        geste = ngettext(
            "Enregistrer et prévenir %(nombre)d personne",
            "Enregistrer et prévenir %(nombre)d personnes",
            nombre,
        )
    return geste % {"nombre": nombre}


def sans_courriel(nombre: int) -> str:
    phrase = ngettext(
        "%(nombre)d personne n’a pas de courriel : appelez-la.",
        "%(nombre)d personnes n’ont pas de courriel : appelez-les.",
        nombre,
    )
    return phrase % {"nombre": nombre}


def dejeuner_sous_les_reserves(changement: Changement) -> Consequence | None:
    return couverts_sous_les_reserves(changement.dejeuner) if changement.dejeuner else None


def couverts_sous_les_reserves(repas: Repas) -> Consequence | None:
    """For any meal about to be written; meals ordered for people who left count too."""
    capacite = _nouvelle_capacite(repas)
    if capacite is None:
        return None
    reserves = repas.couverts.filter(etat__in=COMMANDES).count()
    if capacite >= reserves:
        return None
    phrase = ngettext(
        "%(nombre)d repas est déjà réservé : il est gardé, mais il faudra en commander plus que "
        "les %(capacite)d prévus, et les suivants iront en liste d’attente.",
        "%(nombre)d repas sont déjà réservés : ils sont gardés, mais il faudra en commander plus "
        "que les %(capacite)d prévus, et les suivants iront en liste d’attente.",
        reserves,
    )
    return Consequence(phrase % {"nombre": reserves, "capacite": capacite})


def sequence_sous_les_choix(sequence: Sequence) -> Consequence | None:
    capacite = _nouvelle_capacite(sequence)
    if capacite is None:
        return None
    prises = sequence.choix.prises().count()
    if capacite >= prises:
        return None
    phrase = ngettext(
        "%(nombre)d personne a déjà choisi cette séquence : elle y garde sa place, mais plus "
        "personne ne pourra la choisir au-delà de %(capacite)d.",
        "%(nombre)d personnes ont déjà choisi cette séquence : elles y gardent leur place, mais "
        "plus personne ne pourra la choisir au-delà de %(capacite)d.",
        prises,
    )
    return Consequence(phrase % {"nombre": prises, "capacite": capacite})


def _nouvelle_capacite(limite: Repas | Sequence) -> int | None:
    """The new capacity of a row that exists; None when it does not change."""
    if limite.pk is None or limite.capacite is None:
        return None
    avant = type(limite).objects.values_list("capacite", flat=True).get(pk=limite.pk)
    return None if limite.capacite == avant else limite.capacite


def cycle_entier_a_prevenir(changement: Changement) -> Consequence | None:
    """A published day that joins a cycle is proposed to people who took the whole cycle."""
    avant, apres = changement.avant, changement.apres
    if avant.statut != Statut.PUBLIE or avant.cycle_id == apres.cycle_id or not apres.cycle_publie:
        return None
    nombre = ajout.nombre_a_prevenir([apres])
    return Consequence(du_cycle_entier(nombre), _prevenir(nombre)) if nombre else None


REGLES = (
    personnes_a_prevenir,
    cycle_entier_a_prevenir,
    places_sous_les_inscrits,
    dejeuner_sous_les_reserves,
)


def de_la_publication(objet: Atelier | Cycle) -> int:
    """The number of people a publication writes to, each once whatever the number of days."""
    return ajout.nombre_a_prevenir(journee.brouillons(objet))


def du_cycle_entier(nombre: int) -> str:
    phrase = ngettext(
        "%(nombre)d personne qui a pris le cycle entier recevra un courriel.",
        "%(nombre)d personnes qui ont pris le cycle entier recevront un courriel.",
        nombre,
    )
    return phrase % {"nombre": nombre}


def de_l_annulation(atelier: Atelier) -> list[str]:
    """The number of people to write to, and of people to call."""
    nombre, muettes = a_prevenir(atelier).count(), sans_adresse(atelier).count()
    if not nombre and not muettes:
        return [_("Personne n’est inscrit : aucun courriel ne partira.")]
    phrase = ngettext(
        "%(nombre)d personne inscrite ou en attente recevra un courriel avec votre phrase.",
        "%(nombre)d personnes inscrites ou en attente recevront un courriel avec votre phrase.",
        nombre,
    )
    phrases = [phrase % {"nombre": nombre}] if nombre else []
    return [*phrases, sans_courriel(muettes)] if muettes else phrases
