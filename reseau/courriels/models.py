from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .enums import EtatCourriel


class CourrielQuerySet(models.QuerySet):
    def a_prendre(self, a=None):
        """Due now: waiting for their turn, or in the hands of a worker whose lease ran out."""
        a = a or timezone.now()
        return self.filter(
            models.Q(etat=EtatCourriel.A_ENVOYER, prochain_essai__lte=a)
            | models.Q(etat=EtatCourriel.EN_COURS, bail_jusqu_a__lt=a)
        )

    def en_echec(self):
        return self.filter(etat=EtatCourriel.ECHEC)

    def non_partis(self):
        return self.filter(etat__in=[EtatCourriel.A_ENVOYER, EtatCourriel.EN_COURS])


class Courriel(models.Model):
    """One outgoing message, written in the same transaction as what it tells (outbox)."""

    destinataire = models.EmailField(_("destinataire"))
    expediteur = models.CharField(_("expéditeur"), max_length=200, blank=True)
    repondre_a = models.EmailField(_("répondre à"), blank=True)
    objet = models.CharField(_("objet"), max_length=250)
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

    objects = CourrielQuerySet.as_manager()

    class Meta:
        verbose_name = _("courriel")
        ordering = ["-cree_le", "-pk"]
        indexes = [
            models.Index(fields=["etat", "prochain_essai"], name="courriel_file"),
            models.Index(fields=["-cree_le"], name="courriel_recents"),
        ]

    def __str__(self):
        return f"{self.objet} → {self.destinataire}"


class PieceJointe(models.Model):
    """A file that goes with a message, kept as bytes with its exact MIME type."""

    courriel = models.ForeignKey(
        Courriel, on_delete=models.CASCADE, related_name="pieces", verbose_name=_("courriel")
    )
    nom = models.CharField(_("nom du fichier"), max_length=120)
    type_mime = models.CharField(_("type MIME"), max_length=120)
    contenu = models.BinaryField(_("contenu"))

    class Meta:
        verbose_name = _("pièce jointe")
        verbose_name_plural = _("pièces jointes")
        ordering = ["pk"]

    def __str__(self):
        return self.nom
