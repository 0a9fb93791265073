from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..socle.champs import CoordonneeField, CourrielField, LigneField, NomField
from ..socle.courriels.models import Courriel
from ..socle.donnees_personnelles.declaration import Declaration, Donnee
from ..socle.donnees_personnelles.durees import COMPTE
from ..socle.donnees_personnelles.enums import Base
from . import second_facteur
from .enums import Profil

CONNEXION = _("entrer dans son compte, et le protéger")
VOIR = "reseau.view_personne"


class PersonneQuerySet(models.QuerySet):
    def avec_panne(self):
        """Annotate `en_panne`: the last letter to this account could not leave."""
        pannes = Courriel.objects.en_panne().avec_adresse()
        return self.annotate(en_panne=Exists(pannes.filter(adresse=OuterRef("email"))))

    def hors_d_atteinte(self):
        """Open accounts that our letters do not reach."""
        adresses = Courriel.objects.en_panne().avec_adresse().values("adresse")
        return self.filter(is_active=True, email__in=adresses)


class PersonneManager(BaseUserManager.from_queryset(PersonneQuerySet)):
    def create_user(self, email, password=None, **champs):
        personne = self.model(email=self.normalize_email(email).lower(), **champs)
        personne.set_password(password)
        personne.save(using=self._db)
        return personne

    def create_superuser(self, email, password=None, **champs):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **champs)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class Personne(AbstractBaseUser, PermissionsMixin):
    """Someone with an account; logs in by e-mail, always kept in lower case."""

    email = CourrielField(
        _("courriel"),
        unique=True,
        error_messages={"unique": _("Un compte existe déjà avec ce courriel.")},
    )
    prenom = NomField(_("prénom"), max_length=80)
    nom = NomField(_("nom"), max_length=80)
    telephone = CoordonneeField(_("téléphone"), max_length=30, blank=True)
    structure = LigneField(_("structure"), max_length=160, blank=True)
    profil = models.CharField(
        _("profil"), max_length=20, choices=Profil.choices, default=Profil.AUTRE
    )
    membre_depuis = models.DateField(
        _("membre du réseau depuis"),
        null=True,
        blank=True,
        help_text=_("Vide : la personne a un compte mais n’est pas (ou plus) membre du réseau."),
    )
    is_staff = models.BooleanField(
        _("équipe"), default=False, help_text=_("Donne accès au back-office.")
    )
    is_active = models.BooleanField(_("compte actif"), default=True)
    date_joined = models.DateTimeField(_("compte créé le"), default=timezone.now)
    second_facteur_demande_le = models.DateTimeField(
        _("double vérification demandée le"), null=True, blank=True, editable=False
    )

    donnees_personnelles = Declaration(
        (
            Donnee(
                "prenom nom structure membre_depuis",
                _("savoir qui fait vivre le réseau"),
                Base.DEMANDE,
                COMPTE,
            ),
            Donnee(
                "email",
                CONNEXION,
                Base.DEMANDE,
                COMPTE,
                lue_par={"page": VOIR, "liste": VOIR, "recherche": VOIR},
            ),
            Donnee(
                "telephone",
                _("joindre les membres"),
                Base.CONSENTEMENT,
                COMPTE,
                lue_par={"page": VOIR},
                tue=True,
            ),
            Donnee(
                "password",
                CONNEXION,
                Base.DEMANDE,
                COMPTE,
                lue_par={},
                tue=True,
            ),
            Donnee(
                "groups user_permissions",
                _("dire ce que chaque compte peut faire"),
                Base.INTERET,
                COMPTE,
            ),
        ),
        mene_a="email",
        sans_personne="profil",
    )

    objects = PersonneManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["prenom", "nom"]

    class Meta:
        verbose_name = _("personne")
        ordering = ["nom", "prenom"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="personne_courriel_en_minuscules",
                violation_error_message=_("Le courriel s’écrit en minuscules."),
            )
        ]

    def __str__(self):
        return self.get_full_name() or self.email

    def get_full_name(self):
        return f"{self.prenom} {self.nom}".strip()

    def get_short_name(self):
        return self.prenom or self.email

    def get_absolute_url(self):
        return reverse("mon_espace")

    def clean(self):
        super().clean()
        self.email = self.email.lower()

    def courriels_verifies(self):
        """Addresses this person has proved to own (allauth's rows); a subquery when filtered by."""
        return self.emailaddress_set.filter(verified=True).values_list("email", flat=True)

    @cached_property
    def attente(self) -> second_facteur.Attente | None:
        """The second factor that is still to set up; read once a page."""
        return second_facteur.attente_de(self)

    @property
    def droits_suspendus(self) -> bool:
        """The week to set up a second factor is over: every right of the team is suspended."""
        return self.attente is not None and self.attente.est_echue

    def has_perm(self, perm, obj=None):
        return not self.droits_suspendus and super().has_perm(perm, obj)

    def has_module_perms(self, app_label):
        return not self.droits_suspendus and super().has_module_perms(app_label)

    @property
    def est_membre(self) -> bool:
        return self.membre_depuis is not None and self.membre_depuis <= timezone.localdate()
