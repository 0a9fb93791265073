from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..champs import CourrielField, LigneField
from ..donnees_personnelles.declaration import Declaration, Donnee
from ..donnees_personnelles.durees import TEXTES, TRACES
from ..donnees_personnelles.enums import Base
from .enums import EtatCourriel

ECRIRE = _("écrire aux personnes")
LETTRES = {"page": "reseau.view_courriel"}


class CourrielQuerySet(models.QuerySet["Courriel"]):
    def a_prendre(self, a: datetime | None = None) -> Self:
        """Due now: waiting for their turn, or taken by a worker whose lease has ended."""
        a = a or timezone.now()
        return self.filter(
            models.Q(etat=EtatCourriel.A_ENVOYER, prochain_essai__lte=a)
            | models.Q(etat=EtatCourriel.EN_COURS, bail_jusqu_a__lt=a)
        )

    def essais_du_futur(self, a: datetime, attente: timedelta) -> Self:
        """Due further ahead than any delay we use; or never tried, and due in the future."""
        jamais = models.Q(tentatives=0, prochain_essai__gt=a + timedelta(minutes=2))
        return self.filter(etat=EtatCourriel.A_ENVOYER).filter(
            jamais | models.Q(prochain_essai__gt=a + attente)
        )

    def baux_du_futur(self, limite: datetime) -> Self:
        """Leases longer than any that we write."""
        return self.filter(etat=EtatCourriel.EN_COURS, bail_jusqu_a__gt=limite)

    def avec_nb_pieces(self) -> Self:
        pieces = PieceJointe.objects.filter(courriel=OuterRef("pk")).order_by()
        comptes = pieces.values("courriel").annotate(nombre=Count("pk")).values("nombre")
        return self.annotate(nb_pieces=Coalesce(Subquery(comptes), 0))

    def chercher(self, texte: str) -> Self:
        return self.filter(
            models.Q(destinataire__icontains=texte) | models.Q(objet__icontains=texte)
        )

    def en_echec(self) -> Self:
        return self.filter(etat=EtatCourriel.ECHEC)

    def en_panne(self) -> Self:
        """Failed, with no letter sent to that address since: its reader cannot be reached."""
        parties = self.model.objects.filter(
            etat=EtatCourriel.ENVOYE, envoye_le__gt=OuterRef("cree_le")
        )
        depuis = parties.alias(adresse=Lower("destinataire")).filter(
            adresse=Lower(OuterRef("destinataire"))
        )
        return self.en_echec().exclude(destinataire="").filter(~Exists(depuis))

    def avec_adresse(self) -> Self:
        """Annotate `adresse`, the recipient in lower case."""
        return self.annotate(adresse=Lower("destinataire"))

    def par_adresse(self, adresses: Iterable[str]) -> dict[str, "Courriel"]:
        """The last of these letters for each address, by lower-case address; one query."""
        adresses = {adresse.lower() for adresse in adresses if adresse}
        lettres = self.avec_adresse().filter(
            adresse__in=adresses  # type: ignore[misc]  # annotated by avec_adresse
        )
        lues = lettres.defer("texte", "html", "entetes").order_by("cree_le", "pk")
        return {
            lettre.adresse: lettre  # type: ignore[attr-defined]  # annotated by avec_adresse
            for lettre in lues
        }

    def non_partis(self) -> Self:
        return self.filter(etat__in=[EtatCourriel.A_ENVOYER, EtatCourriel.EN_COURS])

    def age_du_plus_ancien_non_parti(self, a: datetime | None = None) -> timedelta | None:
        """How long the oldest unsent message has been waiting; None when nothing waits."""
        cree_le = self.non_partis().aggregate(models.Min("cree_le"))["cree_le__min"]
        return (a or timezone.now()) - cree_le if cree_le else None

    def encore_comme(self, candidat: "Courriel") -> Self:
        """The comparison of compare-and-swap: this row, if no worker took it since it was read."""
        return self.filter(pk=candidat.pk, etat=candidat.etat, bail_jusqu_a=candidat.bail_jusqu_a)

    def hors_des_mains(self) -> Self:
        """Mails that no worker is sending now."""
        return self.exclude(etat=EtatCourriel.EN_COURS, bail_jusqu_a__gte=timezone.now())

    def a_vider(self, limite: datetime) -> Self:
        """Mails written before `limite` that still hold their text: sent, failed, or never sent.

        A mail this old has no attempt left, unless no worker ever took it.
        """
        return self.hors_des_mains().filter(cree_le__lt=limite, contenu_efface_le=None)

    def reessayables(self) -> Self:
        """Failed, or waiting for their next attempt, with a text to send."""
        return self.filter(
            etat__in=[EtatCourriel.ECHEC, EtatCourriel.A_ENVOYER], contenu_efface_le=None
        )

    def reessayer(self) -> int:
        """Make them due now, with every attempt again."""
        return self.reessayables().update(
            etat=EtatCourriel.A_ENVOYER, tentatives=0, prochain_essai=timezone.now()
        )


class Courriel(models.Model):
    """One outgoing message, written in the transaction of what it tells (outbox)."""

    destinataire = CourrielField(_("destinataire"))
    expediteur = LigneField(_("expéditeur"), max_length=200, blank=True)
    repondre_a = CourrielField(_("répondre à"), blank=True)
    objet = LigneField(_("objet"), max_length=250)
    texte = models.TextField(_("texte"))
    html = models.TextField(_("version HTML"), blank=True)
    entetes = models.JSONField(_("en-têtes"), default=dict, blank=True)
    message_id = models.CharField(_("identifiant du message"), max_length=200, unique=True)
    cle = models.CharField(
        _("clé d’unicité"),
        max_length=120,
        null=True,
        blank=True,
        unique=True,
        help_text=_(
            "Un envoi qui ne doit partir qu’une fois porte une clé, par exemple un rappel."
        ),
    )
    etat = models.CharField(
        _("état"), max_length=12, choices=EtatCourriel.choices, default=EtatCourriel.A_ENVOYER
    )
    tentatives = models.PositiveSmallIntegerField(_("tentatives"), default=0)
    prochain_essai = models.DateTimeField(_("prochain essai"), default=timezone.now)
    bail_jusqu_a = models.DateTimeField(_("réservé jusqu’à"), null=True, blank=True)
    bail_par = models.CharField(_("réservé par"), max_length=80, blank=True)
    derniere_erreur = models.TextField(_("dernière erreur"), blank=True)
    cree_le = models.DateTimeField(_("créé le"), default=timezone.now)
    envoye_le = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    confidentiel = models.BooleanField(
        _("confidentiel"),
        default=False,
        help_text=_("Porte un lien ou un code qui ouvre un compte : le back-office le cache."),
    )
    contenu_efface_le = models.DateTimeField(_("contenu effacé le"), null=True, blank=True)

    donnees_personnelles = Declaration(
        (
            Donnee(
                "destinataire repondre_a objet derniere_erreur",
                _("savoir ce qui est parti, et à qui"),
                Base.INTERET,
                TRACES,
            ),
            Donnee(
                "texte html",
                ECRIRE,
                Base.DEMANDE,
                TEXTES,
                lue_par=LETTRES,
            ),
            Donnee("entetes", ECRIRE, Base.DEMANDE, TEXTES, lue_par={}),
            Donnee(
                "texte html entetes",
                ECRIRE,
                Base.DEMANDE,
                TEXTES,
                cas="confidentiel",
                lue_par={},
            ),
            Donnee(
                "texte",
                ECRIRE,
                Base.DEMANDE,
                TEXTES,
                cas="jeton d’un lien",
                lue_par={},
            ),
        ),
        mene_a="destinataire",
        sans_personne="expediteur message_id cle bail_par etat",
    )

    objects = CourrielQuerySet.as_manager()

    class Meta:
        verbose_name = _("courriel")
        ordering = ["-cree_le", "-pk"]
        permissions = [("reessayer", _("Peut renvoyer un courriel en échec"))]
        indexes = [
            models.Index(fields=["etat", "prochain_essai"], name="courriel_file"),
            models.Index(fields=["-cree_le"], name="courriel_recents"),
            models.Index(Lower("destinataire"), "envoye_le", name="courriel_par_adresse"),
        ]

    def __str__(self) -> str:
        return f"{self.objet} → {self.destinataire}"

    @property
    def ton(self) -> str:
        """The colour of the state, as the label component names it."""
        return {
            EtatCourriel.ENVOYE: "succes",
            EtatCourriel.ECHEC: "erreur",
            EtatCourriel.EN_COURS: "forte",
        }.get(EtatCourriel(self.etat), "alerte" if self.tentatives else "")

    @property
    def est_reessayable(self) -> bool:
        """Same rule as `CourrielQuerySet.reessayables`, for one row."""
        return (
            self.etat in (EtatCourriel.ECHEC, EtatCourriel.A_ENVOYER)
            and self.contenu_efface_le is None
        )


class PieceJointe(models.Model):
    """A file that goes with a message, kept as bytes with its exact MIME type."""

    courriel = models.ForeignKey(
        Courriel, on_delete=models.CASCADE, related_name="pieces", verbose_name=_("courriel")
    )
    nom = LigneField(_("nom du fichier"), max_length=120)
    type_mime = LigneField(_("type MIME"), max_length=120)
    contenu = models.BinaryField(_("contenu"))

    donnees_personnelles = Declaration(
        (
            Donnee(
                "contenu",
                ECRIRE,
                Base.DEMANDE,
                TEXTES,
                lue_par=LETTRES,
            ),
            Donnee(
                "contenu",
                ECRIRE,
                Base.DEMANDE,
                TEXTES,
                cas="confidentiel",
                lue_par={},
            ),
        ),
        mene_a="courriel",
        sans_personne="nom type_mime",
    )

    class Meta:
        verbose_name = _("pièce jointe")
        verbose_name_plural = _("pièces jointes")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.nom

    @property
    def taille(self) -> int:
        return len(self.contenu)
