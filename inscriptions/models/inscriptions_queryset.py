from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone

from ateliers.enums import EtatInscription, EtatProposition
from reseau.socle.courriels.models import Courriel

from .cle import cle_du_nom
from .droits import TITULAIRE, acces_perdu
from .enums import GenreDeRappel
from .propositions import Proposition
from .rappels import Rappel

if TYPE_CHECKING:
    from .inscriptions import Inscription

# No address: neither the person, nor the contact, nor the one who registered her has any.
INJOIGNABLE = Q(courriel="", dossier__courriel="", dossier__inscrit_par=None)
INACTIVES = (EtatInscription.ANNULEE, EtatInscription.REFUSEE)


def _parties_sans_repondre():
    """People whose offer has expired: they have left the queue, even if no row says it yet."""
    echues = Proposition.objects.echues()
    return Q(Exists(echues.filter(inscription=OuterRef("pk"))), etat=EtatInscription.EN_ATTENTE)


# The address is the contact's: the page of the dossier is hers (`Inscription.est_du_contact`).
DU_CONTACT = Q(courriel__iexact=F("dossier__courriel")) & ~Q(courriel="")


def _prouvees(personne):
    return EmailAddress.objects.filter(user=personne, verified=True).values("email")


class InscriptionQuerySet(models.QuerySet["Inscription"]):
    def actives(self) -> Self:
        return self.exclude(etat__in=INACTIVES)

    def joignables(self) -> Self:
        """People whom a mail reaches: the rule of `lettre.destinataire_de`, for many rows."""
        return self.exclude(INJOIGNABLE)

    def injoignables(self) -> Self:
        """People without any address: the team has to call them."""
        return self.filter(INJOIGNABLE)

    def avec_lecteur(self) -> Self:
        """Annotate `lecteur`, the address we write to: `lettre.destinataire_de` for many."""
        adresses = (NullIf(champ, Value("")) for champ in ("courriel", "dossier__courriel"))
        return self.annotate(lecteur=Lower(Coalesce(*adresses, "dossier__inscrit_par__email")))

    def avec_panne(self) -> Self:
        """Annotate `en_panne`: the last letter to `lecteur` could not be sent."""
        pannes = Courriel.objects.en_panne().avec_adresse()
        return self.avec_lecteur().annotate(
            en_panne=Exists(pannes.filter(adresse=OuterRef("lecteur")))
        )

    def hors_d_atteinte(self) -> Self:
        """Future registrations that our letters do not reach: correct the address, or call."""
        adresses = Courriel.objects.en_panne().avec_adresse().values("adresse")
        return self.encore_la().a_venir().avec_lecteur().filter(lecteur__in=adresses)

    def encore_la(self) -> Self:
        """Seated, waiting or asking now: `Inscription.est_encore_la` for many rows."""
        return self.actives().exclude(_parties_sans_repondre())

    def dans_l_etat(self, etat) -> Self:
        """Rows in this state, as `Inscription.etat_lu` gives it."""
        if etat == EtatInscription.ANNULEE:
            return self.filter(Q(etat=etat) | _parties_sans_repondre())
        return self.filter(etat=etat).exclude(_parties_sans_repondre())

    def compter_par_etat(self) -> dict[str, int]:
        """Number of rows in each state, as `Inscription.etat_lu` gives it."""
        lu = Case(
            When(_parties_sans_repondre(), then=Value(EtatInscription.ANNULEE)), default=F("etat")
        )
        return dict(self.order_by().annotate(lu=lu).values_list("lu").annotate(Count("pk")))

    def avec_acces_perdu(self) -> Self:
        """Annotate `acces_perdu`: the right that let the person register, if lost, or ""."""
        return self.alias(titulaire=TITULAIRE).annotate(acces_perdu=acces_perdu())

    def ayant_acces(self) -> Self:
        """People who still have the right that let them register."""
        return self.alias(titulaire=TITULAIRE, perdu=acces_perdu()).filter(perdu="")

    def sans_acces(self) -> Self:
        """People who lost that right: the team decides."""
        return self.alias(titulaire=TITULAIRE, perdu=acces_perdu()).exclude(perdu="")

    def confirmees(self) -> Self:
        return self.filter(etat=EtatInscription.CONFIRMEE)

    def a_approuver(self) -> Self:
        """Requests that the team must answer, first come first."""
        return self.filter(etat=EtatInscription.DEMANDEE).order_by("demandee_le", "pk")

    def en_attente(self) -> Self:
        """The waiting list, people with an offer included, first come first."""
        return self.dans_l_etat(EtatInscription.EN_ATTENTE).order_by("attend_depuis", "pk")

    def dans_la_file(self) -> Self:
        """The waiting list without people with an offer: the next person served is first."""
        attendent = self.filter(etat=EtatInscription.EN_ATTENTE)
        sans_offre = attendent.exclude(propositions__etat=EtatProposition.EN_COURS)
        return sans_offre.order_by("attend_depuis", "pk")

    def de(self, personne) -> Self:
        """Registrations made from this account, or with an address that it has proved.

        Only proved ones: an account opened with the address of somebody else must not open her
        registrations.
        """
        return self.filter(Q(dossier__personne=personne) | Q(courriel__in=_prouvees(personne)))

    def ou_vient(self, personne) -> Self:
        """Among `de`, those of this person herself, under the name of her account."""
        nom = cle_du_nom(personne.prenom, personne.nom)
        return self.lues_par(personne).filter(cle_du_nom=nom)

    def lues_par(self, personne) -> Self:
        """Among `de`, those whose letters this person reads: hers and those of her mailbox."""
        return self.filter(DU_CONTACT | Q(courriel__in=_prouvees(personne))).de(personne)

    def qu_ouvre(self, jeton) -> Self:
        """Registrations opened by this token, theirs or the dossier's. Use it with a key."""
        return self.filter(Q(jeton=jeton) | Q(dossier__jeton=jeton))

    def inscrites_par(self, personne) -> Self:
        """Active registrations of people without an address, whom `personne` registered."""
        return self.actives().filter(dossier__inscrit_par=personne, dossier__code__isnull=False)

    def du_courriel(self, courriel: str) -> Self:
        """Registrations with this address, in any case."""
        return self.des_courriels([courriel.lower()])

    def des_courriels(self, courriels: Iterable[str]) -> Self:
        """Registrations with any of these addresses, given in lower case."""
        return self.alias(adresse=Lower("courriel")).filter(adresse__in=courriels)

    def des_boites(self, courriels: Iterable[str]) -> Self:
        """Registrations whose letters these mailboxes read.

        Those with the address, and people without an address whom its owner registered; each half
        uses its own index.
        """
        inscriptions = self.model.objects.order_by()
        avec_adresse = inscriptions.des_courriels(courriels).values("pk")
        sans_adresse = inscriptions.filter(courriel="").alias(contact=Lower("dossier__courriel"))
        return self.filter(
            pk__in=avec_adresse.union(sans_adresse.filter(contact__in=courriels).values("pk"))
        )

    def a_retrouver(self, courriel: str) -> Self:
        """Registrations with this address, and those of people whom its owner registered.

        Each half uses its own index.
        """
        inscriptions = self.model.objects.order_by()
        avec_adresse = inscriptions.du_courriel(courriel).values("pk")
        du_contact = inscriptions.alias(contact=Lower("dossier__courriel")).filter(
            contact=courriel.lower()
        )
        return (
            self.filter(pk__in=avec_adresse.union(du_contact.values("pk")))
            .select_related("dossier", "atelier")
            .order_by("atelier__debut", "pk")
        )

    def a_venir(self, a: datetime | None = None) -> Self:
        return self.filter(atelier__fin__gte=a or timezone.now())

    def passees(self, a: datetime | None = None) -> Self:
        return self.filter(atelier__fin__lt=a or timezone.now())

    def avec_reconfirmation_demandee(self) -> Self:
        """Annotate `reconfirmation_demandee`: was a reconfirmation asked for this date?"""
        demandes = Rappel.objects.filter(
            inscription=OuterRef("pk"),
            genre=GenreDeRappel.RECONFIRMATION,
            jour=F("inscription__atelier__debut__date"),
        )
        return self.annotate(reconfirmation_demandee=Exists(demandes))

    def avec_rang(self) -> Self:
        """Annotate `rang_dans_la_file`, from 1; only waiting rows have a meaningful one.

        A person with an offer is not counted in the queue.
        """
        devant = (
            self.model.objects.dans_la_file()
            .filter(atelier=OuterRef("atelier"))
            .filter(
                Q(attend_depuis__lt=OuterRef("attend_depuis"))
                | Q(attend_depuis=OuterRef("attend_depuis"), pk__lte=OuterRef("pk"))
            )
            .order_by()
            .values("atelier")
            .annotate(nombre=Count("pk"))
            .values("nombre")
        )
        return self.annotate(rang_dans_la_file=Coalesce(Subquery(devant), 0))
