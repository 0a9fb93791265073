"""Propose a day added to a cycle, once, to people who took the whole cycle."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from ateliers.enums import Acces, Statut
from ateliers.models import Atelier

from ..courriels import cycles as courriels
from ..models import Dossier, Inscription, JourneeProposee
from ..models.personnes import qui
from .fideles import DejaSu, fideles


@dataclass(frozen=True)
class Proposee:
    """The proposal made to one dossier: the people to whom it proposes the day."""

    dossier: Dossier
    personnes: list[Inscription]

    def destinataires(self) -> set[str]:
        """The contact gets one letter for all; each person with her own address gets her own."""
        lecteurs: list[Dossier | Inscription] = [self.dossier] if self.dossier.courriel else []
        lecteurs += [personne for personne in self.personnes if not personne.est_du_contact]
        return {qui(lecteur) for lecteur in lecteurs}


def a_prevenir(atelier: Atelier) -> list[Proposee]:
    """Proposals of `atelier`, published or about to be.

    A person who took the whole cycle in two dossiers gets one, in the last dossier.
    """
    limite = atelier.date_limite or atelier.debut
    if atelier.cycle_id is None or atelier.statut == Statut.ANNULE or limite <= timezone.now():
        return []
    dossiers = list(_qui_suivent(atelier).select_related("personne"))
    if atelier.acces != Acces.PUBLIC:
        dossiers = [d for d in dossiers if atelier.est_accessible_a(d.personne or AnonymousUser())]
    fideles_de = _fideles(atelier, atelier.cycle_id, {dossier.pk: dossier for dossier in dossiers})
    deja = DejaSu(chain.from_iterable(fideles_de.values()), [atelier])
    vues, proposees = set(), []
    for dossier in dossiers:
        nouvelles = [p for p in fideles_de.get(dossier.pk, []) if (atelier.pk, p) not in deja]
        personnes = [p for p in nouvelles if not p.courriel or qui(p) not in vues]
        vues |= {qui(personne) for personne in personnes if personne.courriel}
        if personnes:
            proposees.append(Proposee(dossier, personnes))
    return proposees


def nombre_a_prevenir(ateliers: Iterable[Atelier]) -> int:
    """The number of people to write to, each once whatever the number of days."""
    return len({a for jour in ateliers for p in a_prevenir(jour) for a in p.destinataires()})


@transaction.atomic
def proposer(atelier: Atelier) -> int:
    """Write the letters, return their number. Call it in the transaction of the publication.

    Races: a day published by two people at once, or attached twice: the row of the proposal is
    unique, and so is the key of the letter.
    """
    if atelier.statut != Statut.PUBLIE or atelier.cycle_publie is None:
        return 0
    lettres = 0
    for proposee in a_prevenir(atelier):
        _ligne, nouvelle = JourneeProposee.objects.get_or_create(
            dossier=proposee.dossier, atelier=atelier
        )
        if nouvelle:
            courriels.journee_ajoutee(proposee.dossier, atelier, proposee.personnes)
            lettres += len(proposee.destinataires())
    return lettres


def _qui_suivent(atelier: Atelier) -> QuerySet[Dossier]:
    """Dossiers that took the whole cycle, hold a day of it, without this proposal; last first."""
    presentes = Inscription.objects.encore_la().filter(dossier=OuterRef("pk"))
    deja_proposee = JourneeProposee.objects.filter(dossier=OuterRef("pk"), atelier=atelier)
    return (
        Dossier.objects.filter(Exists(presentes.filter(atelier__cycle=atelier.cycle_id)))
        .filter(cycle=atelier.cycle_id)
        .exclude(Exists(deja_proposee))
        .order_by("-pk")
    )


def _fideles(
    atelier: Atelier, cycle: int, dossiers: dict[int, Dossier]
) -> dict[int, list[Inscription]]:
    """People who hold all days of the cycle, by dossier, in two queries for all dossiers."""
    du_cycle = Inscription.objects.encore_la().filter(dossier__cycle=cycle, atelier__cycle=cycle)
    lignes, ajoutees = defaultdict(list), defaultdict(set)
    for inscription in du_cycle.exclude(atelier=atelier).select_related("atelier"):
        if dossier := dossiers.get(inscription.dossier_id):
            inscription.dossier = dossier
            lignes[dossier.pk].append(inscription)
    proposees = JourneeProposee.objects.filter(dossier__cycle=cycle)
    for cle, jour in proposees.values_list("dossier_id", "atelier_id"):
        ajoutees[cle].add(jour)
    return {cle: fideles(tenues, cycle, ajoutees[cle]) for cle, tenues in lignes.items()}
