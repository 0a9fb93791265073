"""The dated event: an Atelier and its documents."""

import uuid
from copy import copy
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lieux.enums import Famille
from lieux.models import Lieu, Terme
from reseau.models import GroupeDeTravail
from reseau.socle.champs import AdresseWebField, LigneField, SlugField
from reseau.socle.dates import quand
from reseau.socle.donnees_personnelles.declaration import Declaration
from reseau.socle.recherche import ChampDeRecherche

from ..cycles.models import Cycle
from ..enums import Acces, Format, Genre, Statut
from ..exceptions import AnnulationImpossible, PublicationImpossible
from ..jauge import Jauge
from .queryset import AtelierQuerySet

# A change of any of these increments SEQUENCE in calendars.
CHAMPS_DU_CALENDRIER = ("debut", "fin", "lieu_id", "salle", "format", "statut")
CHAMPS_DES_VERBES = ("statut", "publie_le", "motif_annulation")


class Atelier(models.Model):
    """One dated event, in a cycle or alone. Only `inscriptions.places` gives seats."""

    cycle = models.ForeignKey(
        Cycle,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ateliers",
        verbose_name=_("cycle"),
    )
    titre = LigneField(_("titre"), max_length=160)
    slug = SlugField(_("adresse de la page"), max_length=100, unique=True)
    question = LigneField(_("question du jour"), max_length=250, blank=True)
    presentation = models.TextField(_("présentation"), blank=True, help_text=_("Markdown."))
    genre = models.CharField(
        _("genre"), max_length=12, choices=Genre.choices, default=Genre.ATELIER
    )
    theme = models.ForeignKey(
        Terme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ateliers",
        limit_choices_to={"famille": Famille.THEME},
        verbose_name=_("thème"),
    )
    format = models.CharField(
        _("format"), max_length=12, choices=Format.choices, default=Format.SUR_PLACE
    )
    lieu = models.ForeignKey(
        Lieu,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ateliers",
        verbose_name=_("lieu"),
    )
    salle = LigneField(_("salle ou point de rendez-vous"), max_length=160, blank=True)
    lien_visio = AdresseWebField(
        _("lien de visioconférence"),
        blank=True,
        help_text=_("Donné aux seules personnes inscrites."),
    )
    debut = models.DateTimeField(_("début"))
    fin = models.DateTimeField(_("fin"))
    date_limite = models.DateTimeField(
        _("date limite d’inscription"),
        null=True,
        blank=True,
        help_text=_("Vide : jusqu’au début."),
    )
    capacite = models.PositiveIntegerField(
        _("nombre de places"), null=True, blank=True, help_text=_("Vide : sans limite.")
    )
    prix = models.DecimalField(
        _("participation (€)"),
        max_digits=7,
        decimal_places=2,
        default=Decimal("0"),
        validators=[MinValueValidator(0)],
        help_text=_("0 : gratuit. Le règlement se fait sur place."),
    )
    acces = models.CharField(_("accès"), max_length=10, choices=Acces.choices, default=Acces.PUBLIC)
    sur_approbation = models.BooleanField(
        _("sur approbation"),
        default=False,
        help_text=_(
            "Coché : l’équipe accepte ou refuse chaque demande avant qu’une place soit donnée."
        ),
    )
    groupe = models.ForeignKey(
        GroupeDeTravail,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ateliers",
        verbose_name=_("groupe de travail"),
    )
    repas_apporte = models.BooleanField(
        _("repas non fourni"),
        default=False,
        help_text=_("Coché : la page dit que chacun et chacune apporte son repas."),
    )
    informations_pratiques = models.TextField(
        _("informations pratiques"),
        blank=True,
        help_text=_("Markdown : venir, se garer, apporter."),
    )
    compte_rendu = models.TextField(
        _("compte rendu"), blank=True, help_text=_("Markdown, montré après la journée.")
    )
    statut = models.CharField(
        _("statut"), max_length=12, choices=Statut.choices, default=Statut.BROUILLON
    )
    motif_annulation = models.CharField(_("motif de l’annulation"), max_length=250, blank=True)
    publie_le = models.DateTimeField(_("publié le"), null=True, blank=True, editable=False)
    cree_le = models.DateTimeField(_("créé le"), default=timezone.now, editable=False)
    modifie_le = models.DateTimeField(_("modifié le"), auto_now=True)
    uid = models.UUIDField(_("identifiant de calendrier"), default=uuid.uuid4, editable=False)
    sequence = models.PositiveIntegerField(
        _("numéro de révision du calendrier"), default=0, editable=False
    )
    recherche = ChampDeRecherche(
        depuis=["titre", "question", "presentation", "lieu.nom", "lieu.commune.nom"]
    )

    donnees_personnelles = Declaration(
        sans_personne="cycle titre slug question presentation theme lieu salle lien_visio groupe"
        " informations_pratiques compte_rendu motif_annulation uid recherche"
        " genre format acces statut"
    )

    objects = AtelierQuerySet.as_manager()

    class Meta:
        verbose_name = _("atelier")
        ordering = ["debut", "pk"]
        permissions = [("publier", _("Peut publier et annuler ateliers et cycles"))]
        indexes = [
            models.Index(fields=["statut", "debut"], name="atelier_agenda"),
            models.Index(fields=["statut", "fin"], name="atelier_a_venir"),
            models.Index(fields=["lieu", "debut"], name="atelier_par_lieu"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fin__gt=models.F("debut")),
                name="atelier_fin_apres_debut",
                violation_error_message=_("La fin doit venir après le début."),
            ),
            models.CheckConstraint(
                condition=models.Q(date_limite=None) | models.Q(date_limite__lte=models.F("debut")),
                name="atelier_date_limite_avant_debut",
                violation_error_message=_(
                    "La date limite d’inscription doit venir avant le début."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(format=Format.EN_LIGNE)
                | models.Q(lieu__isnull=False)
                | models.Q(statut=Statut.BROUILLON),
                name="atelier_sur_place_a_un_lieu",
                violation_error_message=_(
                    "Choisissez le lieu avant de publier, ou le format en ligne."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(acces=Acces.GROUPE) | models.Q(groupe__isnull=False),
                name="atelier_de_groupe_a_un_groupe",
                violation_error_message=_("Dites quel groupe de travail peut s’inscrire."),
            ),
            models.CheckConstraint(
                condition=models.Q(prix__gte=0),
                name="atelier_prix_positif",
                violation_error_message=_("Un prix ne peut pas être négatif."),
            ),
            models.UniqueConstraint(fields=["uid"], name="atelier_uid_unique"),
        ]

    def __str__(self):
        return self.titre

    def get_absolute_url(self) -> str:
        return reverse("ateliers:detail", args=[self.slug])

    @property
    def jauge(self) -> Jauge:
        """The seats, in figures and in words; needs `avec_places()`."""
        return Jauge(self.capacite, self.nb_inscrits, self.nb_en_attente, self.nb_propositions)

    def quand(self) -> str:
        """« jeudi 5 novembre 2026, de 9 h à 17 h », in Paris."""
        return quand(self.debut, self.fin)

    def titre_annonce(self) -> str:
        """The title for calendars and feeds, which says when the day is called off."""
        if self.statut == Statut.ANNULE:
            return _("Annulé : %(titre)s") % {"titre": self.titre}
        return self.titre

    def endroit(self) -> str:
        """Where to go, on one line: room, place, address; « En ligne » when online."""
        if not self.se_tient_quelque_part:
            return str(_("En ligne"))
        commune = f"{self.lieu.code_postal} {self.lieu.commune.nom}".strip()
        morceaux = [self.salle, self.lieu.nom, self.lieu.adresse, commune]
        return ", ".join(filter(None, morceaux))

    @property
    def cycle_publie(self) -> Cycle | None:
        """The cycle, once it is published."""
        return self.cycle if self.cycle and self.cycle.statut == Statut.PUBLIE else None

    @property
    def se_tient_quelque_part(self) -> bool:
        return self.format != Format.EN_LIGNE and self.lieu is not None

    def montre_ses_suites(self, a=None) -> bool:
        """Documents and record are shown after the day, never for a cancelled one."""
        return self.statut == Statut.PUBLIE and self.est_passe(a)

    def est_passe(self, a=None) -> bool:
        return self.fin < (a or timezone.now())

    def inscriptions_ouvertes(self, a=None) -> bool:
        """The rule of `AtelierQuerySet.ouverts_aux_inscriptions`, for one row."""
        return self.statut == Statut.PUBLIE and (a or timezone.now()) < (
            self.date_limite or self.debut
        )

    def est_accessible_a(self, personne) -> bool:
        """Does the rule of access let `personne` (maybe anonymous) register?"""
        if self.acces == Acces.PUBLIC:
            return True
        return type(self).objects.accessibles_a(personne).filter(pk=self.pk).exists()

    def enregistrer(self) -> "Atelier | None":
        """Save, and increment SEQUENCE when date or place changed. Return the former row, if any.

        Every way to edit a workshop saves through here (admin, import). Race: the row is locked, so
        that two people who save at once never give one number to two dates. Columns that only verbs
        write are read again, so that a form opened before a cancellation does not publish the day
        again.
        """
        with transaction.atomic():
            avant = type(self).objects.select_for_update().filter(pk=self.pk).first()
            for champ in CHAMPS_DES_VERBES if avant else ():
                setattr(self, champ, getattr(avant, champ))
            self._sauver(avant)
            return avant

    def _sauver(self, avant: "Atelier | None") -> None:
        if avant:
            change = any(getattr(avant, c) != getattr(self, c) for c in CHAMPS_DU_CALENDRIER)
            self.sequence = avant.sequence + change
        self.save()

    def raisons_de_ne_pas_publier(self) -> list[str]:
        raisons = []
        if self.statut == Statut.ANNULE:
            raisons.append(_("« %(titre)s » a été annulé : créez une nouvelle journée."))
        if self.format != Format.EN_LIGNE and self.lieu_id is None:
            raisons.append(_("« %(titre)s » n’a pas encore de lieu, et n’est pas en ligne."))
        return [raison % {"titre": self.titre} for raison in raisons]

    def _publier(self) -> bool:
        """Publish the page, or raise PublicationImpossible; False when it was published already.

        Writes to nobody: only `inscriptions.places.journee` may call it.
        """
        with transaction.atomic():
            avant = self._relire_et_verrouiller()
            if self.statut == Statut.PUBLIE:
                return False
            if raisons := self.raisons_de_ne_pas_publier():
                raise PublicationImpossible(raisons)
            self.statut = Statut.PUBLIE
            self.publie_le = self.publie_le or timezone.now()
            self._sauver(avant)
            return True

    def _annuler(self, motif: str) -> bool:
        """Call the day off; the page and calendars give the reason, registrations stay.

        Raises AnnulationImpossible; a second call keeps the first reason and returns False. Writes
        to nobody: only `inscriptions.places.journee` may call it.
        """
        with transaction.atomic():
            avant = self._relire_et_verrouiller()
            if self.statut == Statut.ANNULE:
                return False
            if self.statut == Statut.BROUILLON:
                raise AnnulationImpossible(_("Un brouillon ne s’annule pas : supprimez-le."))
            if self.est_passe():
                raise AnnulationImpossible(_("Cette journée est déjà passée."))
            if not motif.strip():
                raise AnnulationImpossible(_("Dites pourquoi la journée est annulée."))
            self.statut = Statut.ANNULE
            self.motif_annulation = motif.strip()
            self._sauver(avant)
            return True

    def _relire_et_verrouiller(self) -> "Atelier":
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
        return copy(self)
