from datetime import timedelta

from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reseau.personnes.models import Personne

from ..donnees_personnelles.declaration import Declaration, Donnee
from ..donnees_personnelles.durees import SECURITE
from ..donnees_personnelles.enums import Base
from ..leurre import ecriture
from .enums import REPETES, Acte

UNE_HEURE = timedelta(hours=1)


class TraceQuerySet(models.QuerySet):
    def avec_noms(self):
        """Annotate the current names of both accounts; None for a deleted account."""
        return self.annotate(
            **{
                f"{role}_{champ}": Subquery(
                    Personne.objects.filter(pk=OuterRef(role)).values(champ)
                )
                for role in ("compte", "par")
                for champ in ("prenom", "nom")
            }
        )

    def noter(self, acte, a=None, **champs):
        """Write an act; an act that can be repeated at will adds to the row of the hour.

        Otherwise a robot that is refused would fill the disk. Race: two at once may make two rows.
        Adding to a row costs the same statements as a new row: the first try on an account must not
        take longer than one on an address that nobody has.
        """
        a = a or timezone.now()
        numero = champs.pop("demande", "")
        deja = 0
        if acte in REPETES:
            de_l_heure = self.filter(acte=acte, le__gt=a - UNE_HEURE, **champs)
            deja = de_l_heure.update(fois=F("fois") + 1, dernier_le=a, demande=numero)
        with ecriture(gardee=not deja):
            self.create(acte=acte, le=a, dernier_le=a, demande=numero, **champs)


class TraceDeSecurite(models.Model):
    """Who did what, or tried to, from which IP address; kept 12 months.

    Accounts are numbers: the row outlives the account and then names nobody. Typed text is never
    kept: a log-in tried on an unknown address is a try on no account.
    """

    le = models.DateTimeField(_("le"), default=timezone.now)
    dernier_le = models.DateTimeField(_("dernière fois le"), default=timezone.now)
    fois = models.PositiveIntegerField(_("fois"), default=1)
    acte = models.CharField(_("acte"), max_length=16, choices=Acte.choices)
    compte = models.BigIntegerField(_("numéro du compte"), null=True, blank=True)
    par = models.BigIntegerField(
        _("par le compte numéro"),
        null=True,
        blank=True,
        help_text=_("Qui a agi, quand ce n’est pas la personne elle-même."),
    )
    adresse = models.GenericIPAddressField(_("adresse de l’ordinateur"), null=True, blank=True)
    page = models.CharField(_("page"), max_length=200, blank=True)
    detail = models.CharField(_("détail"), max_length=250, blank=True)
    demande = models.CharField(_("numéro de la demande"), max_length=9, blank=True)

    donnees_personnelles = Declaration(
        (
            Donnee(
                "compte par adresse page detail demande",
                _("voir une intrusion et l’arrêter"),
                Base.INTERET,
                SECURITE,
            ),
        ),
        mene_a="compte par",
        sans_personne="acte",
    )

    objects = TraceQuerySet.as_manager()

    class Meta:
        verbose_name = _("trace de sécurité")
        verbose_name_plural = _("traces de sécurité")
        ordering = ["-dernier_le", "-pk"]
        indexes = [
            models.Index(fields=["acte", "adresse", "le"], name="securite_meme_heure"),
            models.Index(fields=["-dernier_le"], name="securite_recentes"),
            models.Index(fields=["compte", "-dernier_le"], name="securite_d_un_compte"),
        ]

    def __str__(self):
        return f"{self.dernier_le:%Y-%m-%d %H:%M} – {self.get_acte_display()}"
