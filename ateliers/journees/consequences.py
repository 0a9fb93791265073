"""What a change does to people already registered: the sentences an animatrice confirms first.

Each rule looks at a change and answers one consequence or nothing. A new rule is one more function
in `REGLES`.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from inscriptions.courriels import changement as envoi
from inscriptions.courriels.ecarts import ecarts
from inscriptions.models.enums import COMMANDES
from inscriptions.places import ajout
from reseau.socle.administration.confirmation import Consequence
from reseau.socle.grammaire import ngettext

from ..enums import Statut
from ..programme.models import Repas, Sequence
from .models import Atelier


@dataclass(frozen=True)
class Changement:
    """A workshop as it stands (from `avec_places()`), and as it is about to be written."""

    avant: Atelier
    apres: Atelier
    dejeuner: Repas | None = None


def consequences(changement: Changement) -> list[Consequence]:
    return [consequence for regle in REGLES if (consequence := regle(changement))]


def places_sous_les_inscrits(changement: Changement) -> Consequence | None:
    avant, capacite = changement.avant, changement.apres.capacite
    if capacite is None or capacite == avant.capacite or capacite >= avant.nb_inscrits:
        return None
    debut = ngettext(
        "%(nombre)d personne est déjà inscrite : elle ne perd pas sa place",
        "%(nombre)d personnes sont déjà inscrites : aucune ne perd sa place",
        avant.nb_inscrits,
    )
    phrase = _(
        "%(debut)s, mais plus personne ne pourra s’inscrire tant que les désistements "
        "n’auront pas ramené les inscrits sous %(capacite)d ; les autres iront en liste d’attente."
    )
    dit = {"debut": debut % {"nombre": avant.nb_inscrits}, "capacite": capacite}
    return Consequence(phrase % dit)


def personnes_a_prevenir(changement: Changement) -> Consequence | None:
    """« 14 personnes inscrites ou en attente recevront un courriel : jeudi 5 → vendredi 6. »"""
    avant, apres = changement.avant, changement.apres
    changes = ecarts(avant, apres) if envoi.se_raconte(avant) else []
    nombre = envoi.a_prevenir_du_changement(avant).count() if changes else 0
    sans_adresse = envoi.sans_adresse(avant).count() if changes else 0
    phrases = []
    if nombre:
        debut = ngettext(
            "%(nombre)d personne inscrite ou en attente recevra un courriel : %(quoi)s.",
            "%(nombre)d personnes inscrites ou en attente recevront un courriel : %(quoi)s.",
            nombre,
        )
        quoi = " ; ".join(f"{ecart.avant} → {ecart.apres}" for ecart in changes)
        phrases.append(debut % {"nombre": nombre, "quoi": quoi})
    if sans_adresse:
        phrases.append(sans_courriel(sans_adresse))
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
    """Of any meal about to be written; those ordered for somebody who left count too."""
    if not _baisse(repas):
        return None
    reserves = repas.couverts.filter(etat__in=COMMANDES).count()
    if repas.capacite >= reserves:
        return None
    phrase = ngettext(
        "%(nombre)d repas est déjà réservé : il est gardé, mais il faudra en commander plus que "
        "les %(capacite)d prévus, et les suivants iront en liste d’attente.",
        "%(nombre)d repas sont déjà réservés : ils sont gardés, mais il faudra en commander plus "
        "que les %(capacite)d prévus, et les suivants iront en liste d’attente.",
        reserves,
    )
    return Consequence(phrase % {"nombre": reserves, "capacite": repas.capacite})


def sequence_sous_les_choix(sequence: Sequence) -> Consequence | None:
    if not _baisse(sequence):
        return None
    prises = sequence.choix.prises().count()
    if sequence.capacite >= prises:
        return None
    phrase = ngettext(
        "%(nombre)d personne a déjà choisi cette séquence : elle y garde sa place, mais plus "
        "personne ne pourra la choisir au-delà de %(capacite)d.",
        "%(nombre)d personnes ont déjà choisi cette séquence : elles y gardent leur place, mais "
        "plus personne ne pourra la choisir au-delà de %(capacite)d.",
        prises,
    )
    return Consequence(phrase % {"nombre": prises, "capacite": sequence.capacite})


def _baisse(limite: Repas | Sequence) -> bool:
    """Is its capacity about to change to a number, when people may hold some of it?"""
    if limite.pk is None or limite.capacite is None:
        return False
    modele = type(limite)
    return limite.capacite != modele.objects.values_list("capacite", flat=True).get(pk=limite.pk)


def cycle_entier_a_prevenir(changement: Changement) -> Consequence | None:
    """A published day that joins a cycle is proposed to those who took the whole of it."""
    avant, apres = changement.avant, changement.apres
    if avant.statut != Statut.PUBLIE or avant.cycle_id == apres.cycle_id or not apres.cycle_publie:
        return None
    nombre = ajout.nombre_a_prevenir([apres])
    return Consequence(ajout.phrase(nombre), _prevenir(nombre)) if nombre else None


REGLES = (
    personnes_a_prevenir,
    cycle_entier_a_prevenir,
    places_sous_les_inscrits,
    dejeuner_sous_les_reserves,
)
