from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..personnes.second_facteur import est_de_l_equipe
from ..socle.champs import AdresseWebField, CourrielField, LigneField, SlugField
from ..socle.donnees_personnelles.declaration import Declaration, Donnee
from ..socle.donnees_personnelles.durees import COMPTE
from ..socle.donnees_personnelles.enums import Base
from .enums import RoleDansLeGroupe


class GroupeQuerySet(models.QuerySet):
    def actifs(self):
        return self.filter(actif=True)

    def visibles_par(self, personne):
        """The team also sees groups that have closed."""
        return self.all() if est_de_l_equipe(personne) else self.actifs()

    def auxquels_participe(self, personne):
        en_cours = Participation.objects.en_cours().filter(personne=personne)
        return self.filter(pk__in=en_cours.order_by().values("groupe"))

    def qui_publient(self, a=None):
        """Groups with at least one published piece of news."""
        return self.filter(actualites__publiee_le__lte=a or timezone.now()).distinct()

    def avec_effectif(self):
        """Annotate `nb_membres` and `heures_promises` (hours a month, None without members).

        Counted in subqueries: a join added to the query can neither multiply nor hide a pledge.
        """
        return self.annotate(
            nb_membres=Coalesce(self._agreger(models.Count("pk"), models.IntegerField()), 0),
            heures_promises=self._agreger(
                models.Sum("heures_par_mois"), models.DecimalField(max_digits=8, decimal_places=1)
            ),
        )

    def avec_prochaine_reunion(self, a=None):
        """Annotate `prochaine_reunion`: when the next meeting starts, or None."""
        reunions = Reunion.objects.a_venir(a).filter(groupe=models.OuterRef("pk"))
        return self.annotate(prochaine_reunion=models.Subquery(reunions.values("debut")[:1]))

    def _agreger(self, agregat, champ):
        en_cours = Participation.objects.en_cours().filter(groupe=models.OuterRef("pk"))
        groupees = en_cours.order_by().values("groupe").annotate(total=agregat)
        return models.Subquery(groupees.values("total"), output_field=champ)


class GroupeDeTravail(models.Model):
    """People of the network who work on one theme, month after month."""

    nom = LigneField(_("nom"), max_length=120)
    slug = SlugField(_("adresse"), max_length=80, unique=True)
    theme = LigneField(
        _("thème"), max_length=200, help_text=_("Une phrase : de quoi parle ce groupe ?")
    )
    objectifs = models.TextField(_("objectifs"), blank=True, help_text=_("Markdown."))
    courriel = CourrielField(_("courriel du groupe"), blank=True)
    espace_de_travail = AdresseWebField(
        _("espace de travail"), blank=True, help_text=_("Dossier partagé, forum… Vu des membres.")
    )
    ordre = models.PositiveSmallIntegerField(_("ordre"), default=0)
    actif = models.BooleanField(_("actif"), default=True)
    membres = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="Participation",
        related_name="groupes_de_travail",
        verbose_name=_("membres"),
    )

    donnees_personnelles = Declaration(
        sans_personne="nom slug theme objectifs courriel espace_de_travail"
    )

    objects = GroupeQuerySet.as_manager()

    class Meta:
        verbose_name = _("groupe de travail")
        verbose_name_plural = _("groupes de travail")
        ordering = ["ordre", "nom"]

    def __str__(self):
        return self.nom

    def get_absolute_url(self):
        return reverse("groupes:detail", args=[self.slug])

    def participation_de(self, personne):
        """The participation of `personne` (maybe anonymous) that is going on, or None."""
        if not personne.is_authenticated:
            return None
        return self.participations.en_cours().filter(personne=personne).order_by().first()


class ParticipationQuerySet(models.QuerySet):
    def en_cours(self):
        return self.filter(quittee_le=None)

    def animateurs(self):
        return self.en_cours().filter(role=RoleDansLeGroupe.ANIMATEUR)

    def simples_membres(self):
        return self.en_cours().filter(role=RoleDansLeGroupe.MEMBRE)

    def avec_prochaine_reunion(self, a=None):
        """Annotate `prochaine_reunion`: when the group next meets, or None."""
        reunions = Reunion.objects.a_venir(a).filter(groupe=models.OuterRef("groupe"))
        return self.annotate(prochaine_reunion=models.Subquery(reunions.values("debut")[:1]))


class Participation(models.Model):
    """Membership in a working group, with the hours a month the person pledges."""

    groupe = models.ForeignKey(
        GroupeDeTravail,
        on_delete=models.CASCADE,
        related_name="participations",
        verbose_name=_("groupe"),
    )
    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="participations",
        verbose_name=_("personne"),
    )
    role = models.CharField(
        _("rôle"),
        max_length=12,
        choices=RoleDansLeGroupe.choices,
        default=RoleDansLeGroupe.MEMBRE,
    )
    heures_par_mois = models.DecimalField(
        _("heures par mois"),
        max_digits=4,
        decimal_places=1,
        default=Decimal("1"),
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal("60"))],
    )
    depuis = models.DateField(_("depuis"), default=timezone.localdate)
    quittee_le = models.DateField(_("quittée le"), null=True, blank=True)

    donnees_personnelles = Declaration(
        (Donnee("personne", _("faire vivre les groupes de travail"), Base.DEMANDE, COMPTE),),
        mene_a="personne",
        sans_personne="groupe role",
    )

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        ordering = ["personne__nom", "personne__prenom"]
        constraints = [
            models.UniqueConstraint(
                fields=["groupe", "personne"],
                condition=models.Q(quittee_le=None),
                name="participation_en_cours_unique",
                violation_error_message=_("Cette personne fait déjà partie du groupe."),
            ),
            models.CheckConstraint(
                condition=models.Q(heures_par_mois__gte=Decimal("0.5"))
                & models.Q(heures_par_mois__lte=Decimal("60")),
                name="participation_heures_plausibles",
                violation_error_message=_("Promettez entre une demi-heure et 60 heures par mois."),
            ),
        ]

    def __str__(self):
        return f"{self.personne} – {self.groupe}"

    @property
    def anime(self) -> bool:
        return self.role == RoleDansLeGroupe.ANIMATEUR and self.quittee_le is None


class ReunionQuerySet(models.QuerySet):
    def a_venir(self, a=None):
        return self.filter(fin__gte=a or timezone.now()).order_by("debut")

    def avec_compte_rendu(self):
        """Meetings with written minutes, latest first."""
        return self.exclude(compte_rendu="").order_by("-debut")


class Reunion(models.Model):
    """A meeting of a working group, with its agenda and later its minutes."""

    groupe = models.ForeignKey(
        GroupeDeTravail, on_delete=models.CASCADE, related_name="reunions", verbose_name=_("groupe")
    )
    titre = LigneField(_("titre"), max_length=160)
    debut = models.DateTimeField(_("début"))
    fin = models.DateTimeField(_("fin"))
    endroit = LigneField(_("endroit"), max_length=200, blank=True)
    lien_visio = AdresseWebField(_("lien de visioconférence"), blank=True)
    ordre_du_jour = models.TextField(_("ordre du jour"), blank=True, help_text=_("Markdown."))
    compte_rendu = models.TextField(_("compte rendu"), blank=True, help_text=_("Markdown."))

    donnees_personnelles = Declaration(
        sans_personne="groupe titre endroit lien_visio ordre_du_jour compte_rendu"
    )

    objects = ReunionQuerySet.as_manager()

    class Meta:
        verbose_name = _("réunion")
        ordering = ["-debut"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fin__gt=models.F("debut")),
                name="reunion_fin_apres_debut",
                violation_error_message=_("La fin doit venir après le début."),
            )
        ]

    def __str__(self):
        return self.titre
