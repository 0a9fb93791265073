"""One person for one workshop."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ateliers.enums import Acces, EtatInscription, Statut
from ateliers.models import Atelier
from lieux.models import Commune
from reseau.personnes.enums import Profil
from reseau.socle.champs import CoordonneeField, CourrielField, LigneField, NomField
from reseau.socle.donnees_personnelles.declaration import Declaration, Donnee
from reseau.socle.donnees_personnelles.durees import COMPTE, DESARMEE, NOMS, SENSIBLE, TELEPHONE
from reseau.socle.donnees_personnelles.enums import Base

from .cle import CleDuNom
from .dossiers import Dossier
from .enums import PRESENTS, AccesPerdu
from .inscriptions_queryset import INACTIVES, InscriptionQuerySet
from .jetons import nouveau_jeton
from .lecteurs import EXPORTER, LE_SENSIBLE

VOIR = "inscriptions.view_inscription"

if TYPE_CHECKING:
    from .propositions import Proposition


class Inscription(models.Model):
    """One person for one workshop. `etat` changes only through `inscriptions.places`."""

    jeton = models.CharField(
        _("jeton personnel"), max_length=48, unique=True, default=nouveau_jeton, editable=False
    )
    dossier = models.ForeignKey(
        Dossier, on_delete=models.CASCADE, related_name="inscriptions", verbose_name=_("dossier")
    )
    atelier = models.ForeignKey(
        Atelier, on_delete=models.PROTECT, related_name="inscriptions", verbose_name=_("atelier")
    )
    prenom = NomField(_("prénom"), max_length=80)
    nom = NomField(_("nom"), max_length=80)
    cle_du_nom = CleDuNom(
        _("clé du nom"),
        help_text=_("Le nom sans accents, majuscules, traits d’union, apostrophes ni espaces."),
    )
    courriel = CourrielField(_("courriel"), blank=True)
    telephone = CoordonneeField(_("téléphone"), max_length=30, blank=True)
    structure = LigneField(_("structure"), max_length=160, blank=True)
    profil = models.CharField(
        _("profil"), max_length=20, choices=Profil.choices, default=Profil.PORTEUR
    )
    commune = models.ForeignKey(
        Commune,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commune"),
    )
    besoins_acces = models.TextField(
        _("besoins d’accès"),
        blank=True,
        help_text=_("Effacés 7 jours après la journée."),
    )
    etat = models.CharField(_("état"), max_length=12, choices=EtatInscription.choices)
    demandee_le = models.DateTimeField(_("demandée le"), default=timezone.now)
    attend_depuis = models.DateTimeField(
        _("attend depuis"),
        default=timezone.now,
        help_text=_(
            "Donne le rang dans la liste d’attente ; l’équipe peut faire avancer quelqu’un."
        ),
    )
    modifiee_le = models.DateTimeField(_("modifiée le"), auto_now=True)
    reconfirmee_le = models.DateTimeField(
        _("reconfirmée le"),
        null=True,
        blank=True,
        help_text=_("La personne a répondu « je viens » quelques jours avant."),
    )

    par_droit = models.BooleanField(
        _("par droit"),
        default=False,
        editable=False,
        help_text=_("Demandée par un compte à qui la journée était ouverte."),
    )
    au_titre_de = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("au titre de"),
        help_text=_("Le compte dont le droit ouvrait cette journée réservée."),
    )
    maintenue_le = models.DateTimeField(
        _("maintenue le"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("L’équipe a choisi de la laisser venir, avec ou sans ce droit."),
    )

    donnees_personnelles = Declaration(
        (
            Donnee("prenom nom cle_du_nom", _("tenir la liste des places"), Base.DEMANDE, NOMS),
            Donnee(
                "courriel",
                _("écrire au sujet de l’inscription"),
                Base.DEMANDE,
                NOMS,
                lue_par={"page": VOIR, "recherche": VOIR, "export": EXPORTER},
            ),
            Donnee(
                "telephone",
                _("joindre la personne le jour même"),
                Base.CONSENTEMENT,
                TELEPHONE,
                lue_par={"page": VOIR, "liste": VOIR, "export": EXPORTER},
                tue=True,
            ),
            Donnee(
                "structure commune",
                _("savoir d’où vient le public"),
                Base.CONSENTEMENT,
                NOMS,
            ),
            Donnee(
                "besoins_acces",
                _("accueillir chacune et chacun"),
                Base.CONSENTEMENT,
                SENSIBLE,
                lue_par=LE_SENSIBLE,
                tue=True,
            ),
            Donnee("jeton", _("ouvrir sa page privée"), Base.DEMANDE, DESARMEE, lue_par={}),
            Donnee(
                "au_titre_de",
                _("savoir quel droit ouvrait une journée réservée"),
                Base.DEMANDE,
                COMPTE,
            ),
        ),
        mene_a="dossier__personne courriel",
        sans_personne="atelier profil etat",
    )

    objects = InscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("inscription")
        ordering = ["atelier", "demandee_le", "pk"]
        permissions = [
            ("exporter", _("Peut exporter les listes de participants")),
            ("voir_donnees_sensibles", _("Peut voir régimes, allergies et besoins d’accès")),
        ]
        indexes = [
            models.Index(fields=["atelier", "etat", "attend_depuis"], name="inscription_file"),
            models.Index(fields=["courriel"], name="inscription_courriel"),
            models.Index(Lower("courriel"), name="inscription_a_retrouver"),
            models.Index(fields=["-demandee_le"], name="inscription_recentes"),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("courriel"),
                "cle_du_nom",
                "atelier",
                condition=~Q(courriel="") & ~Q(etat__in=INACTIVES),
                name="inscription_active_d_une_personne",
                violation_error_message=_(
                    "Cette personne est déjà inscrite à cet atelier avec cette adresse."
                ),
            ),
            models.CheckConstraint(
                condition=Q(prenom="", nom="", cle_du_nom="")
                | (~Q(cle_du_nom="") & ~Q(prenom="", nom="")),
                name="inscription_cle_comme_le_nom",
                violation_error_message=_("La clé du nom va avec le nom."),
            ),
        ]

    def __str__(self):
        return f"{self.nom_complet} – {self.atelier}"

    @property
    def nom_complet(self) -> str:
        return f"{self.prenom} {self.nom}"

    @property
    def est_active(self) -> bool:
        return self.etat not in INACTIVES

    @property
    def est_confirmee(self) -> bool:
        return self.etat == EtatInscription.CONFIRMEE

    @cached_property
    def acces_perdu(self) -> str:
        """The right this person lost, or ""; `avec_acces_perdu` gives it for many rows.

        A public day that no account asked for has no right to lose: it costs no query.
        """
        if self.atelier.acces == Acces.PUBLIC and not self.dossier.personne_id:
            return ""
        lues = type(self).objects.filter(pk=self.pk).avec_acces_perdu()
        return lues.values_list("acces_perdu", flat=True).first() or ""

    @property
    def acces_perdu_en_mots(self) -> str:
        return AccesPerdu.dire(self.acces_perdu)

    @property
    def lien_visio(self) -> str:
        """The video link, for people with a seat and the right to it; always read it here."""
        if not (self.est_confirmee and self.atelier.lien_visio) or self.acces_perdu:
            return ""
        return self.atelier.lien_visio

    @property
    def est_en_attente(self) -> bool:
        return self.etat == EtatInscription.EN_ATTENTE

    @property
    def est_a_approuver(self) -> bool:
        return self.etat == EtatInscription.DEMANDEE

    @property
    def est_modifiable(self) -> bool:
        """May the registration still be changed or left? Not once the day is over or called off."""
        if not self.est_encore_la:
            return False
        return self.atelier.statut != Statut.ANNULE and not self.atelier.est_passe()

    @property
    def est_du_contact(self) -> bool:
        """Only the contact reads the letters about this person."""
        return not self.courriel or self.courriel.lower() == self.dossier.courriel.lower()

    @property
    def jeton_du_destinataire(self) -> str:
        """The token for letters: the contact's opens the dossier, another this registration."""
        return self.dossier.jeton if self.est_du_contact else self.jeton

    def page_pour(self, personne) -> str:
        """The private page of this registration for an account that sees it (see `de`).

        That of the whole dossier for its owner, or for the person who registered herself; else that
        of this registration alone.
        """
        tout = self.dossier.personne_id == personne.pk or (self.courriel and self.est_du_contact)
        return reverse("inscriptions:dossier", args=[self.dossier.jeton if tout else self.jeton])

    def proposition(self) -> "Proposition | None":
        """The offer that holds a seat now, or None; an expired one holds none."""
        return next((p for p in self.propositions.all() if p.est_valable()), None)

    @property
    def a_laisse_passer_son_tour(self) -> bool:
        """The offer has expired: this person has left the queue, even if no row says it yet."""
        return self.est_en_attente and any(p.est_echue() for p in self.propositions.all())

    @property
    def est_encore_la(self) -> bool:
        """Seated, waiting or asking; a person whose offer has expired has left, written or not."""
        return self.est_active and not self.a_laisse_passer_son_tour

    @property
    def etat_lu(self) -> EtatInscription:
        """The state now, even if the row does not say it yet."""
        if self.a_laisse_passer_son_tour:
            return EtatInscription.ANNULEE
        return EtatInscription(self.etat)

    def peut_covoiturer(self) -> bool:
        """May this person share a car that day? Read it with the day selected."""
        atelier = self.atelier
        return (
            self.etat_lu in PRESENTS
            and atelier.statut == Statut.PUBLIE
            and atelier.se_tient_quelque_part
            and not atelier.est_passe()
            and not self.acces_perdu
        )

    def rang(self) -> int:
        """Rank in the waiting list, from 1; see `InscriptionQuerySet.avec_rang` for many."""
        return type(self).objects.avec_rang().get(pk=self.pk).rang_dans_la_file
