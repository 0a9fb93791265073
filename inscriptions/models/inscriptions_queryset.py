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

# No address of her own, of her contact, nor of who held the pen.
INJOIGNABLE = Q(courriel="", dossier__courriel="", dossier__inscrit_par=None)
INACTIVES = (EtatInscription.ANNULEE, EtatInscription.REFUSEE)


def _parties_sans_repondre():
    """Their offer ran out: they left the queue, were it not written yet."""
    echues = Proposition.objects.echues()
    return Q(Exists(echues.filter(inscription=OuterRef("pk"))), etat=EtatInscription.EN_ATTENTE)


# She came by herself: the page of the dossier is hers (`Inscription.est_du_contact` for one row).
DU_CONTACT = Q(courriel__iexact=F("dossier__courriel")) & ~Q(courriel="")


def _prouvees(personne):
    return EmailAddress.objects.filter(user=personne, verified=True).values("email")


class InscriptionQuerySet(models.QuerySet["Inscription"]):
    def actives(self) -> Self:
        return self.exclude(etat__in=INACTIVES)

    def joignables(self) -> Self:
        """Those that a mail reaches: same rule as `lettre.destinataire_de`, for many."""
        return self.exclude(INJOIGNABLE)

    def injoignables(self) -> Self:
        """The others: somebody has to call them."""
        return self.filter(INJOIGNABLE)

    def avec_lecteur(self) -> Self:
        """Annotate `lecteur`, who reads about her: `lettre.destinataire_de` for many."""
        adresses = (NullIf(champ, Value("")) for champ in ("courriel", "dossier__courriel"))
        return self.annotate(lecteur=Lower(Coalesce(*adresses, "dossier__inscrit_par__email")))

    def avec_panne(self) -> Self:
        """Annotate `en_panne`: the last letter to who reads about her could not leave."""
        pannes = Courriel.objects.en_panne().avec_adresse()
        return self.avec_lecteur().annotate(
            en_panne=Exists(pannes.filter(adresse=OuterRef("lecteur")))
        )

    def hors_d_atteinte(self) -> Self:
        """Those to come whom our letters do not reach: somebody has to mend an address, or call."""
        adresses = Courriel.objects.en_panne().avec_adresse().values("adresse")
        return self.encore_la().a_venir().avec_lecteur().filter(lecteur__in=adresses)

    def encore_la(self) -> Self:
        """Seated, waiting or asking, now: `Inscription.est_encore_la` for many."""
        return self.actives().exclude(_parties_sans_repondre())

    def dans_l_etat(self, etat) -> Self:
        """As `Inscription.etat_lu` says it of each."""
        if etat == EtatInscription.ANNULEE:
            return self.filter(Q(etat=etat) | _parties_sans_repondre())
        return self.filter(etat=etat).exclude(_parties_sans_repondre())

    def compter_par_etat(self) -> dict[str, int]:
        """How many stand in each state, as `Inscription.etat_lu` says it."""
        lu = Case(
            When(_parties_sans_repondre(), then=Value(EtatInscription.ANNULEE)), default=F("etat")
        )
        return dict(self.order_by().annotate(lu=lu).values_list("lu").annotate(Count("pk")))

    def avec_acces_perdu(self) -> Self:
        """Annotate `acces_perdu`, the right that opened the day to her and that she lost, or ""."""
        return self.alias(titulaire=TITULAIRE).annotate(acces_perdu=acces_perdu())

    def ayant_acces(self) -> Self:
        """Without those who lost the right that opened the day to them."""
        return self.alias(titulaire=TITULAIRE, perdu=acces_perdu()).filter(perdu="")

    def sans_acces(self) -> Self:
        """Those who lost it, for the team to decide."""
        return self.alias(titulaire=TITULAIRE, perdu=acces_perdu()).exclude(perdu="")

    def confirmees(self) -> Self:
        return self.filter(etat=EtatInscription.CONFIRMEE)

    def a_approuver(self) -> Self:
        """First come first, those that wait for the team's word."""
        return self.filter(etat=EtatInscription.DEMANDEE).order_by("demandee_le", "pk")

    def en_attente(self) -> Self:
        """The waiting list with those who hold an offer, first come first."""
        return self.dans_l_etat(EtatInscription.EN_ATTENTE).order_by("attend_depuis", "pk")

    def dans_la_file(self) -> Self:
        """The waiting list without those who hold an offer: the next one served comes first."""
        attendent = self.filter(etat=EtatInscription.EN_ATTENTE)
        sans_offre = attendent.exclude(propositions__etat=EtatProposition.EN_COURS)
        return sans_offre.order_by("attend_depuis", "pk")

    def de(self, personne) -> Self:
        """Those made from the account, or with an address it has proved to be its own.

        Proved only: opening an account with somebody's address must not open her registrations.
        """
        return self.filter(Q(dossier__personne=personne) | Q(courriel__in=_prouvees(personne)))

    def ou_vient(self, personne) -> Self:
        """Those of `de` where she comes herself, under the name of her account."""
        nom = cle_du_nom(personne.prenom, personne.nom)
        return self.lues_par(personne).filter(cle_du_nom=nom)

    def lues_par(self, personne) -> Self:
        """Those of `de` written to where she reads: hers, and those of who shares her mailbox."""
        return self.filter(DU_CONTACT | Q(courriel__in=_prouvees(personne))).de(personne)

    def qu_ouvre(self, jeton) -> Self:
        """With her own token, or with that of her dossier. To be used with a key."""
        return self.filter(Q(jeton=jeton) | Q(dossier__jeton=jeton))

    def inscrites_par(self, personne) -> Self:
        """Active ones of people without an address, for whom `personne` held the pen."""
        return self.actives().filter(dossier__inscrit_par=personne, dossier__code__isnull=False)

    def du_courriel(self, courriel: str) -> Self:
        """Made with that address, however its letters were typed."""
        return self.des_courriels([courriel.lower()])

    def des_courriels(self, courriels: Iterable[str]) -> Self:
        """With any of these addresses, given in small letters."""
        return self.alias(adresse=Lower("courriel")).filter(adresse__in=courriels)

    def des_boites(self, courriels: Iterable[str]) -> Self:
        """Read in these mailboxes: those with the address, and the people without any whom it
        registered; each half by its own index."""
        inscriptions = self.model.objects.order_by()
        avec_adresse = inscriptions.des_courriels(courriels).values("pk")
        sans_adresse = inscriptions.filter(courriel="").alias(contact=Lower("dossier__courriel"))
        return self.filter(
            pk__in=avec_adresse.union(sans_adresse.filter(contact__in=courriels).values("pk"))
        )

    def a_retrouver(self, courriel: str) -> Self:
        """Hers, and those of the people she registered; each half by its own index."""
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
        """Annotate `reconfirmation_demandee`: was she asked if she comes, on the date of now?"""
        demandes = Rappel.objects.filter(
            inscription=OuterRef("pk"),
            genre=GenreDeRappel.RECONFIRMATION,
            jour=F("inscription__atelier__debut__date"),
        )
        return self.annotate(reconfirmation_demandee=Exists(demandes))

    def avec_rang(self) -> Self:
        """Annotate `rang_dans_la_file`, from 1; it means something for waiting people only.

        Who holds an offer stands in nobody's way.
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
