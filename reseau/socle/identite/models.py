from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..champs import AdresseWebField, CodeField, CoordonneeField, CourrielField, LigneField
from ..donnees_personnelles.declaration import Declaration
from ..fichiers.champs import ImagePublique
from ..requetes import RequetePrete
from .couleurs import PAPIERS_CLAIRS, contraste, couleur_hexadecimale


class ReseauQuerySet(models.QuerySet["Reseau"]):
    def le_notre(self) -> "Reseau":
        """The only row, or an unsaved default before it is filled in."""
        return LE_NOTRE.la_premiere() or Reseau()


LE_NOTRE = RequetePrete(lambda _valeurs: Reseau.objects.order_by("pk")[:1])


class Reseau(models.Model):
    """The one network this installation serves."""

    nom = LigneField(_("nom"), max_length=120, default=_("Réseau de tiers-lieux"))
    devise = LigneField(
        _("phrase d’accueil"),
        max_length=200,
        blank=True,
        help_text=_("Une phrase, en tête de la page d’accueil."),
    )
    presentation = models.TextField(
        _("présentation"), blank=True, help_text=_("Markdown, montrée sur la page d’accueil.")
    )
    territoire = LigneField(
        _("territoire"), max_length=120, blank=True, help_text=_("Par exemple : Occitanie.")
    )
    departements = models.JSONField(
        _("départements du territoire"),
        default=list,
        blank=True,
        help_text=_('Codes des départements, par exemple ["32", "31"]. Vide : toute la France.'),
    )
    logo = ImagePublique(_("logo"), upload_to="reseau/", blank=True)
    couleur_forte = CodeField(
        _("couleur forte"),
        max_length=7,
        default="#1f5c4d",
        validators=[couleur_hexadecimale],
        help_text=_("Boutons et liens ; elle doit rester lisible sur le papier clair."),
    )
    couleur_accent = CodeField(
        _("couleur d’accent"),
        max_length=7,
        default="#b4491f",
        validators=[couleur_hexadecimale],
        help_text=_("Repères et étiquettes."),
    )
    courriel = CourrielField(_("courriel de contact"), blank=True)
    telephone = CoordonneeField(_("téléphone"), max_length=30, blank=True)
    adresse = models.TextField(_("adresse postale"), blank=True)
    site_web = AdresseWebField(_("site web"), blank=True)
    comment_adherer = models.TextField(
        _("comment rejoindre le réseau"),
        blank=True,
        help_text=_("Markdown, montré à qui ouvre une page réservée aux membres."),
    )
    mentions_legales = models.TextField(_("mentions légales"), blank=True)
    confidentialite = models.TextField(_("politique de confidentialité"), blank=True)
    accessibilite = models.TextField(_("déclaration d’accessibilité"), blank=True)
    modifie_le = models.DateTimeField(_("modifié le"), auto_now=True)

    donnees_personnelles = Declaration(
        sans_personne="nom devise presentation territoire departements logo couleur_forte"
        " couleur_accent courriel telephone adresse site_web comment_adherer"
        " mentions_legales confidentialite accessibilite"
    )

    objects = ReseauQuerySet.as_manager()

    class Meta:
        verbose_name = _("identité du réseau")
        verbose_name_plural = _("identité du réseau")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="reseau_unique",
                violation_error_message=_("Une installation sert un seul réseau."),
            )
        ]

    def __str__(self):
        return str(self.nom)

    def clean(self):
        super().clean()
        erreurs = {}
        for champ in ("couleur_forte", "couleur_accent"):
            couleur = getattr(self, champ)
            if len(couleur) == 7 and (ratio := contraste(couleur, PAPIERS_CLAIRS[0])) < 4.5:
                erreurs[champ] = _(
                    "Contraste de %(ratio)s sur le papier : il faut au moins 4,5 pour être lisible."
                ) % {"ratio": f"{ratio:.1f}".replace(".", ",")}
        if erreurs:
            raise ValidationError(erreurs)
