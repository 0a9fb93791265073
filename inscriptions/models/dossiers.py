"""What one contact asked for in one go."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ateliers.models import Cycle
from reseau.socle.champs import CodeField, CourrielField, NomField
from reseau.socle.donnees_personnelles.declaration import Declaration, Donnee
from reseau.socle.donnees_personnelles.durees import ACCORD, DESARMEE, NOMS
from reseau.socle.donnees_personnelles.enums import Base

from .jetons import lisible, nouveau_jeton
from .lecteurs import EXPORTER

OUVRIR = _("ouvrir sa page privée")
VOIR = "inscriptions.view_dossier"


class Dossier(models.Model):
    """The registrations that one contact asked for at once; its token opens the private page."""

    jeton = models.CharField(
        _("jeton"), max_length=48, unique=True, default=nouveau_jeton, editable=False
    )
    prenom = NomField(_("prénom du contact"), max_length=80)
    nom = NomField(_("nom du contact"), max_length=80)
    courriel = CourrielField(_("courriel du contact"), blank=True)
    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="dossiers",
        verbose_name=_("compte"),
    )
    inscrit_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="dossiers_ouverts_pour_autrui",
        verbose_name=_("inscrit par"),
        help_text=_("Qui a rempli le formulaire à la place de la personne."),
    )
    code = CodeField(
        _("code"),
        max_length=8,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text=_("Donné sur papier à qui n’a pas d’adresse de courriel."),
    )
    cycle = models.ForeignKey(
        Cycle,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="dossiers",
        verbose_name=_("cycle pris en entier"),
        help_text=_("Une journée qui s’ajoute au cycle lui est proposée."),
    )
    veut_les_annonces_depuis = models.DateTimeField(
        _("veut connaître les prochains cycles depuis"),
        null=True,
        blank=True,
        help_text=_("Date du consentement ; vide : non."),
    )
    cree_le = models.DateTimeField(_("créé le"), default=timezone.now)

    donnees_personnelles = Declaration(
        (
            Donnee(
                "prenom nom personne inscrit_par",
                _("tenir la liste des places"),
                Base.DEMANDE,
                NOMS,
            ),
            Donnee(
                "courriel",
                _("écrire au sujet de l’inscription"),
                Base.DEMANDE,
                NOMS,
                lue_par={
                    "page": VOIR,
                    "liste": VOIR,
                    "recherche": VOIR,
                    "export": EXPORTER,
                },
            ),
            Donnee(
                "code",
                OUVRIR,
                Base.DEMANDE,
                NOMS,
                lue_par={"page": VOIR, "recherche": VOIR},
            ),
            Donnee("jeton", OUVRIR, Base.DEMANDE, DESARMEE, lue_par={}),
            Donnee(
                "jeton",
                OUVRIR,
                Base.DEMANDE,
                DESARMEE,
                cas="sans adresse",
                lue_par={"page": "inscriptions.add_inscription"},
            ),
            Donnee(
                "veut_les_annonces_depuis",
                _("annoncer les prochains cycles"),
                Base.CONSENTEMENT,
                ACCORD,
            ),
        ),
        mene_a="personne inscrit_par courriel",
        sans_personne="cycle",
    )

    class Meta:
        verbose_name = _("dossier")
        ordering = ["-cree_le"]
        indexes = [models.Index(Lower("courriel"), name="dossier_courriel")]

    def __str__(self):
        return self.nom_complet

    def get_absolute_url(self) -> str:
        return reverse("inscriptions:dossier", args=[self.jeton])

    @property
    def nom_complet(self) -> str:
        return f"{self.prenom} {self.nom}"

    def code_lisible(self) -> str:
        return lisible(self.code) if self.code else ""
