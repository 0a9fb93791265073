from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from reseau.groupes.permissions import est_du_reseau
from reseau.socle.dates import minuit
from reseau.socle.recherche import normaliser
from reseau.socle.requetes import Parametre

from ..cycles.models import Cycle
from ..enums import Acces, EtatInscription, EtatProposition, Format, Periode, Statut
from .comptage import nombre, nombre_dans_l_etat

if TYPE_CHECKING:
    from .models import Atelier


def bornes(periode, aujourd_hui: date) -> tuple[date, date]:
    """First and last day of a period of the agenda."""
    premier = aujourd_hui.replace(day=1)
    mois_suivant = _mois_plus(premier, 1)
    if periode == Periode.CE_MOIS:
        return premier, mois_suivant - timedelta(days=1)
    if periode == Periode.MOIS_PROCHAIN:
        return mois_suivant, _mois_plus(premier, 2) - timedelta(days=1)
    return aujourd_hui, aujourd_hui + timedelta(days=92)


def _mois_plus(premier: date, nombre: int) -> date:
    rang = premier.month - 1 + nombre
    return date(premier.year + rang // 12, rang % 12 + 1, 1)


def prepare(personne) -> bool:
    """May this person see drafts?"""
    return personne.has_perms(["ateliers.view_atelier", "ateliers.publier"])


class AtelierQuerySet(models.QuerySet["Atelier"]):
    def publies(self) -> Self:
        return self.filter(statut=Statut.PUBLIE)

    def visibles(self) -> Self:
        """Published days, and cancelled ones too, so that nobody travels for nothing."""
        return self.filter(statut__in=[Statut.PUBLIE, Statut.ANNULE], publie_le__isnull=False)

    def visibles_par(self, personne) -> Self:
        """Visible days; drafts too for people who prepare them, as a preview."""
        return self.all() if prepare(personne) else self.visibles()

    def a_venir(self, a: datetime | None = None) -> Self:
        return self.filter(fin__gte=a or timezone.now())

    def passes(self, a: datetime | None = None) -> Self:
        return self.filter(fin__lt=a or timezone.now())

    def ouverts_aux_inscriptions(self, a: datetime | None = None) -> Self:
        """Published days before the deadline of registrations (by default, their start)."""
        a = a or timezone.now()
        return self.publies().filter(Q(date_limite=None, debut__gt=a) | Q(date_limite__gt=a))

    def accessibles_a(self, personne) -> Self:
        """Days for which the rule of access lets `personne` (maybe anonymous) register."""
        permis = Q(acces=Acces.PUBLIC)
        if personne.is_authenticated:
            if est_du_reseau(personne):
                permis |= Q(acces=Acces.MEMBRES)
            permis |= Q(
                acces=Acces.GROUPE,
                groupe__participations__personne=personne,
                groupe__participations__quittee_le=None,
            )
        return self.filter(permis).distinct()

    def pour_une_liste(self, a: datetime | Parametre | None = None) -> Self:
        """Select all that a card shows: place, cycle, seats."""
        return self.avec_places(a).select_related("lieu__commune", "cycle")

    def pour_la_page(self, a: datetime | None = None) -> Self:
        """Select all that the top of the page of a workshop shows."""
        return self.avec_places(a).select_related("lieu__commune", "cycle", "theme")

    def pour_le_calendrier(self) -> Self:
        """Select all that `calendrier.fichier` reads, in one query."""
        return self.select_related("lieu__commune", "cycle")

    def gratuits(self) -> Self:
        return self.filter(prix=0)

    def sur_le_theme(self, theme) -> Self:
        """Days on this theme, their own or that of their published cycle."""
        du_cycle = Q(theme=None, cycle__theme=theme, cycle__statut=Statut.PUBLIE)
        return self.filter(Q(theme=theme) | du_cycle)

    def dans_le_departement(self, departement) -> Self:
        return self.filter(lieu__commune__departement=departement)

    def au_format(self, format_voulu) -> Self:
        """Days of this format; hybrid ones match both."""
        return self.filter(format__in={format_voulu, Format.HYBRIDE})

    def entre(self, du: date | None = None, au: date | None = None) -> Self:
        """Days that overlap a period of Paris dates, both included."""
        ateliers = self
        if du:
            ateliers = ateliers.filter(fin__gt=minuit(du))
        if au:
            ateliers = ateliers.filter(debut__lt=minuit(au + timedelta(days=1)))
        return ateliers

    def de_la_periode(self, periode, a: datetime | None = None) -> Self:
        if periode == Periode.PASSES:
            return self.passes(a)
        du, au = bornes(periode, timezone.localdate(a))
        return self.a_venir(a).entre(du, au)

    def chercher(self, texte: str, *, par_l_equipe=False) -> Self:
        """Days where every word is in their text or in that of their cycle.

        Only the team searches draft cycles.
        """
        cycles = Cycle.objects.all()
        if not par_l_equipe:
            cycles = cycles.filter(statut=Statut.PUBLIE)
        ateliers = self
        for mot in normaliser(texte).split():
            cycles_trouves = cycles.filter(recherche__contains=mot).values("pk")
            ateliers = ateliers.filter(Q(recherche__contains=mot) | Q(cycle__in=cycles_trouves))
        return ateliers

    def avec_places(self, a: datetime | Parametre | None = None) -> Self:
        """Annotate the figures of the seats, counted from registrations and offers.

        `nb_inscrits`; `nb_propositions`, running offers; `nb_en_attente`, the queue without people
        with an offer (an expired one counts as expired when it is read).
        """
        en_cours = EtatProposition.EN_COURS
        return self.annotate(
            nb_inscrits=self._dans_l_etat("inscriptions", EtatInscription.CONFIRMEE),
            nb_propositions=nombre(
                self.model, "propositions", etat=en_cours, expire_le__gt=a or timezone.now()
            ),
            nb_en_attente=self._dans_l_etat("inscriptions", EtatInscription.EN_ATTENTE)
            - self._dans_l_etat("propositions", en_cours),
        )

    def avec_demandes(self) -> Self:
        """Annotate `nb_a_approuver`, the requests that the team must answer."""
        return self.annotate(
            nb_a_approuver=self._dans_l_etat("inscriptions", EtatInscription.DEMANDEE)
        )

    def avec_places_restantes(self) -> Self:
        """Days where a new person gets a seat."""
        libres = Q(capacite=None) | Q(
            capacite__gt=F("nb_inscrits") + F("nb_propositions"), nb_en_attente=0
        )
        return self.publies().avec_places().filter(libres)

    def _dans_l_etat(self, relation, etat):
        return nombre_dans_l_etat(self.model, relation, etat)
