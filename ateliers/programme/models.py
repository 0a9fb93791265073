"""Slots, parallel sequences and meals of a day."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reseau.socle.champs import AdresseWebField, LigneField, NomField
from reseau.socle.dates import jour
from reseau.socle.donnees_personnelles.declaration import Declaration, Donnee
from reseau.socle.donnees_personnelles.durees import PUBLIEE
from reseau.socle.donnees_personnelles.enums import Base
from reseau.templatetags.typographie import euros

from ..enums import Reglement, TypeRepas
from ..journees.models import Atelier

# Meals of the first day, then of the others; midday, then evening.
DANS_L_ORDRE = (F("jour").asc(nulls_first=True), "type")


class Intervenant(models.Model):
    """The person who leads (personne ressource)."""

    prenom = NomField(_("prénom"), max_length=80)
    nom = NomField(_("nom"), max_length=80)
    fonction = LigneField(_("fonction"), max_length=160, blank=True)
    structure = LigneField(_("structure"), max_length=160, blank=True)
    presentation = models.TextField(_("présentation"), blank=True)
    site_web = AdresseWebField(_("site web"), blank=True)

    donnees_personnelles = Declaration(
        (
            Donnee(
                "prenom nom fonction structure presentation site_web",
                _("présenter qui anime la journée"),
                Base.INTERET,
                PUBLIEE,
            ),
        ),
        mene_a="prenom nom",
    )

    class Meta:
        verbose_name = _("intervenant ou intervenante")
        verbose_name_plural = _("intervenants et intervenantes")
        ordering = ["nom", "prenom"]

    def __str__(self):
        return f"{self.prenom} {self.nom}"


class CreneauQuerySet(models.QuerySet):
    def au_choix(self):
        """Slots with several parallel sequences, hence a choice."""
        return self.annotate(nb_sequences=Count("sequences")).filter(nb_sequences__gt=1)


class Creneau(models.Model):
    """A slot of the programme of a day; several sequences in one slot run in parallel."""

    atelier = models.ForeignKey(
        Atelier, on_delete=models.CASCADE, related_name="creneaux", verbose_name=_("atelier")
    )
    debut = models.DateTimeField(_("début"))
    fin = models.DateTimeField(_("fin"))
    titre = LigneField(_("titre"), max_length=160)
    description = models.TextField(_("description"), blank=True)

    donnees_personnelles = Declaration(sans_personne="atelier titre description")

    objects = CreneauQuerySet.as_manager()

    class Meta:
        verbose_name = _("créneau")
        verbose_name_plural = _("créneaux")
        ordering = ["debut", "fin", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__gt=F("debut")),
                name="creneau_fin_apres_debut",
                violation_error_message=_("La fin du créneau doit venir après son début."),
            )
        ]

    def __str__(self):
        return self.titre


class Sequence(models.Model):
    """An activity during a slot, with the people who lead it."""

    nb_prises: int  # annotated by `avec_prises`

    creneau = models.ForeignKey(
        Creneau, on_delete=models.CASCADE, related_name="sequences", verbose_name=_("créneau")
    )
    titre = LigneField(_("titre"), max_length=160)
    description = models.TextField(_("description"), blank=True)
    salle = LigneField(_("salle"), max_length=120, blank=True)
    intervenants = models.ManyToManyField(
        Intervenant, blank=True, related_name="sequences", verbose_name=_("intervenants")
    )
    ordre = models.PositiveSmallIntegerField(_("ordre"), default=0)
    capacite = models.PositiveIntegerField(
        _("nombre de places"),
        null=True,
        blank=True,
        help_text=_(
            "Vide : sans limite. Quand un créneau a plusieurs séquences, chaque personne en "
            "choisit une, tant qu’il y reste des places."
        ),
    )

    donnees_personnelles = Declaration(
        (Donnee("intervenants", _("présenter qui anime la journée"), Base.INTERET, PUBLIEE),),
        mene_a="intervenants",
        sans_personne="creneau titre description salle",
    )

    class Meta:
        verbose_name = _("séquence")
        ordering = ["ordre", "pk"]

    def __str__(self):
        return self.titre


class Repas(models.Model):
    """A meal of a day: payment, number of people, deadline to book."""

    atelier = models.ForeignKey(
        Atelier, on_delete=models.CASCADE, related_name="repas", verbose_name=_("atelier")
    )
    type = models.CharField(
        _("repas"), max_length=10, choices=TypeRepas.choices, default=TypeRepas.DEJEUNER
    )
    jour = models.DateField(
        _("autre jour"), null=True, blank=True, help_text=_("Vide : le premier jour de l’atelier.")
    )
    reglement = models.CharField(
        _("règlement"), max_length=16, choices=Reglement.choices, default=Reglement.PRIS_EN_CHARGE
    )
    prix = models.DecimalField(
        _("prix (€)"),
        max_digits=6,
        decimal_places=2,
        default=Decimal("0"),
        validators=[MinValueValidator(0)],
        help_text=_("Prix fixe, ou montant conseillé si la participation est libre."),
    )
    capacite = models.PositiveIntegerField(
        _("nombre de couverts"), null=True, blank=True, help_text=_("Vide : sans limite.")
    )
    date_limite = models.DateTimeField(
        _("à commander avant le"), null=True, blank=True, help_text=_("Vide : jusqu’au début.")
    )
    menu = LigneField(_("menu"), max_length=300, blank=True)

    donnees_personnelles = Declaration(sans_personne="atelier menu type reglement")

    class Meta:
        verbose_name = _("repas")
        verbose_name_plural = _("repas")
        ordering = ["atelier", *DANS_L_ORDRE]
        constraints = [
            models.UniqueConstraint(
                fields=["atelier", "type"],
                condition=Q(jour=None),
                name="repas_unique_par_type",
                violation_error_message=_("Ce repas est déjà prévu ce jour-là."),
            ),
            models.UniqueConstraint(
                fields=["atelier", "type", "jour"],
                name="repas_unique_par_jour",
                violation_error_message=_("Ce repas est déjà prévu cet autre jour."),
            ),
            models.CheckConstraint(
                condition=Q(prix__gte=0),
                name="repas_prix_positif",
                violation_error_message=_("Un prix ne peut pas être négatif."),
            ),
            models.CheckConstraint(
                condition=~Q(reglement=Reglement.PRIX) | Q(prix__gt=0),
                name="repas_a_prix_fixe_a_un_prix",
                violation_error_message=_(
                    "Donnez le prix du repas, ou choisissez un autre règlement."
                ),
            ),
        ]

    def __str__(self):
        """« déjeuner », « dîner du vendredi 13 mars »: distinct in a workshop."""
        if self.jour is None:
            return self.get_type_display()
        return _("%(repas)s du %(jour)s") % {
            "repas": self.get_type_display(),
            "jour": jour(self.jour, annee=False),
        }

    def tarif(self) -> str:
        """The payment in words: « 12 €, à régler sur place »."""
        if self.reglement == Reglement.PRIX:
            return _("%(prix)s, à régler sur place") % {"prix": euros(self.prix)}
        if self.reglement == Reglement.LIBRE and self.prix:
            return _("participation libre, %(prix)s conseillés") % {"prix": euros(self.prix)}
        return str(self.get_reglement_display())

    def commandes_ouvertes(self, a=None) -> bool:
        return (a or timezone.now()) < (self.date_limite or self.atelier.debut)
