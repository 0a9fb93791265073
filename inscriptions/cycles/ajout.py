"""A day added to a cycle is proposed, once, to those who took the whole of it."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from ateliers.enums import Acces, Statut
from ateliers.models import Atelier
from reseau.grammaire import ngettext

from ..models import Dossier, Inscription, JourneeProposee
from . import courriels


def a_prevenir(atelier: Atelier) -> list[Dossier]:
    """Whom `atelier`, published or about to be, would be proposed to."""
    limite = atelier.date_limite or atelier.debut
    if not atelier.cycle or atelier.statut == Statut.ANNULE or limite <= timezone.now():
        return []
    dossiers = _qui_suivent(atelier).select_related("personne")
    if atelier.acces == Acces.PUBLIC:
        return list(dossiers)
    return [d for d in dossiers if atelier.est_accessible_a(d.personne or AnonymousUser())]


def nombre_a_prevenir(ateliers: Iterable[Atelier]) -> int:
    """How many people a letter would reach, whatever the number of days added together."""
    return len({d.pk for atelier in ateliers for d in a_prevenir(atelier) if d.courriel})


@transaction.atomic
def proposer(atelier: Atelier) -> int:
    """Write to each of them; how many letters. Called in the transaction of the publication.

    Races: published by two people at once, attached twice: the row of the proposal is unique, and
    so is the key of the letter.
    """
    if atelier.statut != Statut.PUBLIE or atelier.cycle_publie is None:
        return 0
    lettres = 0
    for dossier in a_prevenir(atelier):
        _proposee, nouvelle = JourneeProposee.objects.get_or_create(
            dossier=dossier, atelier=atelier
        )
        if nouvelle and dossier.courriel:
            courriels.journee_ajoutee(dossier, atelier)
            lettres += 1
    return lettres


def proposees(dossier: Dossier) -> list[JourneeProposee]:
    """What the private page still proposes: open, of the cycle she follows, never taken."""
    if dossier.cycle_id is None or not dossier.inscriptions.encore_la().exists():
        return []
    lignes = (
        dossier.journees_proposees.filter(
            atelier__cycle=dossier.cycle_id,
            atelier__in=Atelier.objects.ouverts_aux_inscriptions(),
        )
        .exclude(Exists(_inscriptions_de(dossier.courriel).filter(atelier=OuterRef("atelier"))))
        .exclude(Exists(dossier.inscriptions.filter(atelier=OuterRef("atelier"))))
    )
    return list(lignes.select_related("atelier__lieu__commune").order_by("atelier__debut", "pk"))


def _qui_suivent(atelier: Atelier) -> QuerySet:
    """Took the whole cycle, still hold a day of it, know nothing of this one."""
    siennes = Inscription.objects.filter(dossier=OuterRef("pk"))
    deja = Inscription.objects.filter(atelier=atelier).exclude(courriel="")
    dites = JourneeProposee.objects.filter(dossier=OuterRef("pk"), atelier=atelier)
    return (
        Dossier.objects.filter(Exists(siennes.encore_la().filter(atelier__cycle=atelier.cycle_id)))
        .filter(cycle=atelier.cycle_id)
        .exclude(Exists(siennes.filter(atelier=atelier)))
        .exclude(Exists(deja.filter(courriel__iexact=OuterRef("courriel"))))
        .exclude(Exists(dites))
        .order_by("pk")
    )


def _inscriptions_de(courriel: str) -> QuerySet:
    return Inscription.objects.exclude(courriel="").du_courriel(courriel)


def phrase(nombre: int) -> str:
    phrase = ngettext(
        "%(nombre)d personne qui a pris le cycle entier recevra un courriel.",
        "%(nombre)d personnes qui ont pris le cycle entier recevront un courriel.",
        nombre,
    )
    return phrase % {"nombre": nombre}


def phrase_faite(nombre: int) -> str:
    phrase = ngettext(
        "%(nombre)d personne qui a pris le cycle entier est prévenue par courriel.",
        "%(nombre)d personnes qui ont pris le cycle entier sont prévenues par courriel.",
        nombre,
    )
    return phrase % {"nombre": nombre}
