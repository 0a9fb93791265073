"""Trips to a day, and agreements between two of them."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lieux.models import Commune
from lieux.territoire.noms import de
from reseau.socle.champs import LigneField
from reseau.socle.donnees_personnelles.declaration import Declaration, Donnee
from reseau.socle.donnees_personnelles.durees import AVEC_SA_LIGNE, SENSIBLE
from reseau.socle.donnees_personnelles.enums import Base

from .enums import PRESENTS, EtatDemande, Role, Sens
from .inscriptions import Inscription

PLACES_AU_PLUS = 8
LIENS = ("commune", "inscription__dossier", "inscription__atelier__lieu__commune")


class TrajetQuerySet(models.QuerySet["Trajet"]):
    def de_la_journee(self, atelier) -> Self:
        presentes = Inscription.objects.encore_la().ayant_acces()
        return self.filter(inscription__in=presentes.filter(atelier=atelier, etat__in=PRESENTS))

    def avec_accords(self) -> Self:
        """Prefetch the agreements of each trip: `libres` and `est_case` then cost no query."""
        return self.prefetch_related("passagers", "voitures")

    def pour_les_autres(self) -> Self:
        """Trips that people of the day may see: a commune and an hour; the name is not read."""
        return (
            self.select_related("commune")
            .avec_accords()
            .annotate(etat_de_l_inscription=F("inscription__etat"))
            .order_by("pk")
        )


class Trajet(models.Model):
    """How one person travels to a day: she chooses to say it; it is deleted with her registration.

    Written by `inscriptions.places.covoiturage` only. Erased 7 days after the day.
    """

    etat_de_l_inscription: str  # annotated by `pour_les_autres()`

    inscription = models.OneToOneField(
        Inscription,
        on_delete=models.CASCADE,
        related_name="trajet",
        verbose_name=_("inscription"),
    )
    role = models.CharField(_("rôle"), max_length=8, choices=Role.choices)
    sens = models.CharField(
        _("sens"), max_length=12, choices=Sens.choices, default=Sens.ALLER_RETOUR
    )
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="+", verbose_name=_("commune de départ")
    )
    heure = models.TimeField(_("heure de départ"), null=True, blank=True)
    places = models.PositiveSmallIntegerField(_("places proposées"), default=1)
    message = LigneField(_("précision"), max_length=160, blank=True)
    cree_le = models.DateTimeField(_("créé le"), default=timezone.now)
    modifie_le = models.DateTimeField(_("modifié le"), auto_now=True)

    donnees_personnelles = Declaration(
        (
            Donnee("commune heure", _("partager une voiture"), Base.CONSENTEMENT, SENSIBLE),
            Donnee(
                "message",
                _("partager une voiture"),
                Base.CONSENTEMENT,
                SENSIBLE,
                lue_par={"page": "inscriptions.view_trajet"},
            ),
        ),
        mene_a="inscription",
        sans_personne="role sens",
    )

    objects = TrajetQuerySet.as_manager()

    class Meta:
        verbose_name = _("trajet")
        ordering = ["-cree_le"]
        constraints = [
            models.CheckConstraint(
                condition=Q(places__gte=1, places__lte=PLACES_AU_PLUS),
                name="trajet_places_plausibles",
                violation_error_message=_("Une voiture propose de 1 à 8 places."),
            )
        ]

    def __str__(self):
        """Never a name: this text is shown to the others of the day."""
        return f"{self.get_role_display()}, {self.commune}"

    @property
    def est_voiture(self) -> bool:
        return self.role == Role.PROPOSE

    @property
    def d_ou(self) -> str:
        """« d’Auch », « de Gimont »: the start of the trip, inside a sentence."""
        return de(self.commune.nom)

    def est_case(self, sens: Sens) -> bool:
        """Has this passenger a seat on some part of `sens`? `avec_accords()` spares a query."""
        return any(d.est_acceptee and Sens(d.sens).commun(sens) for d in self.voitures.all())

    def libres(self, sens: Sens | None = None) -> int:
        """Seats left on the whole of `sens` (by default that of the car).

        A passenger who only goes leaves a free seat on the way back. `avec_accords()` spares a
        query.
        """
        pris = [Sens(d.sens).bouts for d in self.passagers.all() if d.est_acceptee]
        bouts = Sens(sens or self.sens).bouts
        return self.places - max(sum(bout in bouts_pris for bouts_pris in pris) for bout in bouts)


class MiseEnRelationQuerySet(models.QuerySet["MiseEnRelation"]):
    def en_attente(self) -> Self:
        return self.filter(etat=EtatDemande.EN_ATTENTE)

    def acceptees(self) -> Self:
        return self.filter(etat=EtatDemande.ACCEPTEE)

    def vives(self) -> Self:
        """Requests waiting for an answer, or agreed."""
        return self.filter(etat__in=[EtatDemande.EN_ATTENTE, EtatDemande.ACCEPTEE])

    def du_trajet(self, trajet) -> Self:
        """Agreements of a trip; none without a trip."""
        if trajet is None:
            return self.none()
        return self.filter(Q(voiture=trajet) | Q(passager=trajet))

    def avec_les_deux(self) -> Self:
        """Select both trips, and the addresses to write to."""
        return self.select_related(
            *(f"{bout}__{lien}" for bout in ("voiture", "passager") for lien in LIENS)
        )


class MiseEnRelation(models.Model):
    """A request between a car and a passenger; they have one such row at most.

    Contacts are shown to both once agreed, never before. A seat counts while it is agreed.
    """

    voiture = models.ForeignKey(
        Trajet, on_delete=models.CASCADE, related_name="passagers", verbose_name=_("voiture")
    )
    passager = models.ForeignKey(
        Trajet, on_delete=models.CASCADE, related_name="voitures", verbose_name=_("passager")
    )
    demandee_par = models.CharField(_("à l’initiative de"), max_length=8, choices=Role.choices)
    sens = models.CharField(_("sens"), max_length=12, choices=Sens.choices)
    etat = models.CharField(
        _("état"), max_length=10, choices=EtatDemande.choices, default=EtatDemande.EN_ATTENTE
    )
    demandee_le = models.DateTimeField(_("demandée le"), default=timezone.now)
    repondue_le = models.DateTimeField(_("réglée le"), null=True, blank=True)

    donnees_personnelles = Declaration(
        (Donnee("voiture passager", _("partager une voiture"), Base.CONSENTEMENT, AVEC_SA_LIGNE),),
        mene_a="voiture passager",
        sans_personne="demandee_par sens etat",
    )

    objects = MiseEnRelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("mise en relation")
        verbose_name_plural = _("mises en relation")
        ordering = ["-demandee_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["voiture", "passager"],
                name="mise_en_relation_unique",
                violation_error_message=_("Ces deux personnes sont déjà en relation."),
            ),
            models.CheckConstraint(
                condition=~Q(voiture=F("passager")),
                name="mise_en_relation_a_deux",
                violation_error_message=_("On ne covoiture pas avec soi-même."),
            ),
        ]

    def __str__(self):
        return f"{self.voiture.commune} – {self.passager.commune}, {self.get_etat_display()}"

    @property
    def attend(self) -> bool:
        return self.etat == EtatDemande.EN_ATTENTE

    @property
    def est_acceptee(self) -> bool:
        return self.etat == EtatDemande.ACCEPTEE

    @property
    def demandeur(self) -> Trajet:
        return self.voiture if self.demandee_par == Role.PROPOSE else self.passager

    def trajet_en_face(self, trajet: Trajet) -> Trajet:
        return self.passager if trajet.pk == self.voiture_id else self.voiture

    def est_demandee_par(self, trajet: Trajet) -> bool:
        return self.demandeur.pk == trajet.pk
