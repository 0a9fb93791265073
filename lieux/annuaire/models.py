from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reseau.socle.champs import AdresseWebField, CodeField, CoordonneeField, LigneField, SlugField
from reseau.socle.donnees_personnelles.declaration import Declaration, Donnee
from reseau.socle.donnees_personnelles.durees import COMPTE, PUBLIEE
from reseau.socle.donnees_personnelles.enums import Base
from reseau.socle.fichiers.champs import ImagePublique
from reseau.socle.recherche import ChampDeRecherche

from ..consequences import LIEU_RENOMME
from ..enums import Famille, StatutLieu, UnitePrix
from ..territoire.models import Commune
from ..vocabulaire.models import Label, Labellisation, Terme
from .queryset import LieuQuerySet

# Columns that other apps copy to name a place: changing one of them renames it.
CHAMPS_DU_NOM = ("nom", "commune_id")


class Lieu(models.Model):
    """A place of the directory. Field names follow the national standard where it has the word."""

    nom = LigneField(_("nom"), max_length=160)
    slug = SlugField(_("adresse de la page"), max_length=100, unique=True)
    statut = models.CharField(
        _("statut"), max_length=12, choices=StatutLieu.choices, default=StatutLieu.BROUILLON
    )
    presentation_resume = models.CharField(
        _("en une phrase"), max_length=280, blank=True, help_text=_("280 caractères au plus.")
    )
    presentation_detail = models.TextField(
        _("présentation"), blank=True, help_text=_("Markdown : titres, listes, liens.")
    )
    photo = ImagePublique(_("photo"), upload_to="lieux/", blank=True)

    adresse = CoordonneeField(_("adresse"), max_length=250, blank=True)
    complement_adresse = CoordonneeField(_("complément d’adresse"), max_length=250, blank=True)
    code_postal = CodeField(_("code postal"), max_length=5, blank=True)
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="lieux", verbose_name=_("commune")
    )
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    acces = models.TextField(
        _("comment venir"), blank=True, help_text=_("Train, bus, parking, entrée… Markdown.")
    )
    accessibilite = models.TextField(
        _("accessibilité"), blank=True, help_text=_("Plain-pied, ascenseur, boucle magnétique…")
    )
    fiche_acces_libre = AdresseWebField(_("fiche Acceslibre"), max_length=300, blank=True)

    telephone = CoordonneeField(_("téléphone"), max_length=30, blank=True)
    courriels = models.JSONField(_("courriels"), default=list, blank=True)
    sites_web = models.JSONField(_("sites web"), default=list, blank=True)
    prise_rdv = AdresseWebField(_("prise de rendez-vous"), max_length=300, blank=True)
    horaires = CoordonneeField(
        _("horaires"),
        max_length=500,
        blank=True,
        help_text=_("Format OpenStreetMap, par exemple : Mo-Fr 09:00-18:00; Sa 09:00-12:00"),
    )

    termes = models.ManyToManyField(
        Terme,
        blank=True,
        related_name="lieux",
        limit_choices_to=~models.Q(famille=Famille.THEME),
        verbose_name=_("activités, services, publics…"),
    )
    labels = models.ManyToManyField(
        Label, through="Labellisation", related_name="lieux", verbose_name=_("labels")
    )
    gestionnaires = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="lieux_geres",
        verbose_name=_("gestionnaires"),
    )

    pivot = CodeField(
        _("SIRET ou RNA"),
        max_length=14,
        blank=True,
        help_text=_("14 chiffres, ou W et 9 chiffres."),
    )
    structure_parente = LigneField(_("structure parente"), max_length=200, blank=True)
    autres_formations_labels = LigneField(
        _("autres formations et labels"), max_length=300, blank=True
    )
    source = LigneField(_("source de la donnée"), max_length=160, blank=True)
    identifiant_source = CoordonneeField(
        _("identifiant chez la source"), max_length=200, blank=True
    )
    valeurs_hors_standard = models.JSONField(
        _("valeurs hors du standard"),
        default=dict,
        blank=True,
        help_text=_("Gardées telles que reçues à l’import, par champ."),
    )
    mis_a_jour_le = models.DateField(
        _("fiche mise à jour le"),
        default=timezone.localdate,
        help_text=_("Date du dernier contrôle par quelqu’un qui connaît le lieu."),
    )
    cree_le = models.DateTimeField(_("créé le"), default=timezone.now, editable=False)
    recherche = ChampDeRecherche(
        depuis=[
            *("nom", "presentation_resume", "presentation_detail"),
            *("commune.nom", "code_postal", "commune.departement.nom"),
        ]
    )

    labels_du_standard: list[Labellisation]  # from `standard.ecriture.avec_ses_liens`

    donnees_personnelles = Declaration(
        (
            Donnee("gestionnaires", _("savoir qui tient la fiche d’un lieu"), Base.DEMANDE, COMPTE),
            Donnee(
                "telephone courriels valeurs_hors_standard",
                _("joindre un lieu"),
                Base.INTERET,
                PUBLIEE,
            ),
        ),
        mene_a="gestionnaires",
        sans_personne="nom slug presentation_resume presentation_detail photo adresse"
        " complement_adresse code_postal commune acces accessibilite"
        " fiche_acces_libre sites_web prise_rdv horaires pivot structure_parente"
        " autres_formations_labels source identifiant_source recherche termes statut",
    )

    objects = LieuQuerySet.as_manager()

    class Meta:
        verbose_name = _("lieu")
        verbose_name_plural = _("lieux")
        ordering = ["nom", "pk"]
        indexes = [
            models.Index(fields=["statut", "nom"], name="lieu_statut_nom"),
            models.Index(fields=["latitude", "longitude"], name="lieu_position"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "identifiant_source"],
                condition=~models.Q(identifiant_source=""),
                name="lieu_identifiant_unique_par_source",
                violation_error_message=_("Cet identifiant existe déjà pour cette source."),
            ),
            models.CheckConstraint(
                # With isnull: a comparison with NULL is unknown, and a CHECK accepts unknown.
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
                name="lieu_position_entiere",
                violation_error_message=_(
                    "Donnez latitude et longitude ensemble, en degrés (par exemple 43,646 et 0,58)."
                ),
            ),
        ]

    def __str__(self):
        return self.nom

    def get_absolute_url(self) -> str:
        return reverse("lieux:detail", args=[self.slug])

    def enregistrer(self) -> None:
        """Save the place and rename it in other apps; every form of a place ends here.

        Race: two people rename it at once. The row is locked first, so that copies follow the last
        one.
        """
        with transaction.atomic():
            lignes = type(self).objects.select_for_update(no_key=True)
            avant = lignes.filter(pk=self.pk).values_list(*CHAMPS_DU_NOM).first()
            self.save()
            if avant and avant != tuple(getattr(self, champ) for champ in CHAMPS_DU_NOM):
                LIEU_RENOMME.appliquer([self])

    def publier(self):
        """Publish the place in the directory; a second call changes nothing."""
        self._passer_a(StatutLieu.PUBLIE)

    def archiver(self):
        """Take the place out of the directory; its page says so, and past workshops keep it."""
        self._passer_a(StatutLieu.ARCHIVE)

    def _passer_a(self, statut):
        self.statut = statut
        self.save(update_fields=["statut"])

    @property
    def position(self) -> tuple[float, float] | None:
        """Latitude and longitude of the place, else those of the centre of its commune."""
        if self.latitude is not None:
            return self.latitude, self.longitude
        if self.commune.latitude is not None:
            return self.commune.latitude, self.commune.longitude
        return None


class Espace(models.Model):
    """A room or a desk of a place, to use or to rent."""

    lieu = models.ForeignKey(
        Lieu, on_delete=models.CASCADE, related_name="espaces", verbose_name=_("lieu")
    )
    nom = LigneField(_("nom"), max_length=120)
    description = LigneField(_("description"), max_length=300, blank=True)
    capacite = models.PositiveSmallIntegerField(_("capacité (personnes)"), null=True, blank=True)
    prix = models.DecimalField(
        _("prix (€)"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Vide : sur demande. 0 : gratuit."),
    )
    unite_prix = models.CharField(
        _("pour"), max_length=14, choices=UnitePrix.choices, default=UnitePrix.JOUR
    )
    ordre = models.PositiveSmallIntegerField(_("ordre"), default=0)

    donnees_personnelles = Declaration(sans_personne="lieu nom description unite_prix")

    class Meta:
        verbose_name = _("espace")
        ordering = ["ordre", "nom"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(prix=None) | models.Q(prix__gte=0),
                name="espace_prix_positif",
                violation_error_message=_("Un prix ne peut pas être négatif."),
            )
        ]

    def __str__(self):
        return self.nom
