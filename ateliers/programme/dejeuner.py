"""The lunch of a workshop: typed with the workshop, kept in a row of its own."""

from decimal import Decimal

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reseau.socle.administration.saisie import MomentInput, ranger
from reseau.socle.formulaires import UneLigne

from ..enums import Reglement, TypeRepas
from ..journees.horaire import JourneeForm
from .models import Repas

CHAMPS_DES_CONTRAINTES = {"repas_a_prix_fixe_a_un_prix": "prix", "repas_prix_positif": "prix"}


class Prevision(TextChoices):
    RIEN = "rien", _("rien n’est prévu")
    APPORTE = "apporte", _("chacun et chacune apporte le sien")
    PREVU = "prevu", _("prévu par l’organisation")


class DejeunerForm(JourneeForm):
    """Fields `dejeuner_…` read and write the lunch of the workshop (a Repas), and `repas_apporte`.

    The lunch must be ordered before the day begins: the hours of the day are checked first.
    """

    dejeuner = forms.ChoiceField(
        label=_("Déjeuner"), choices=Prevision.choices, initial=Prevision.RIEN
    )
    dejeuner_reglement = forms.ChoiceField(
        label=_("Règlement du repas"),
        choices=Reglement.choices,
        initial=Reglement.PRIS_EN_CHARGE,
        required=False,
    )
    dejeuner_prix = forms.DecimalField(
        label=_("Prix du repas (€)"),
        max_digits=6,
        decimal_places=2,
        initial=Decimal("0"),
        required=False,
        help_text=_("Prix fixe, ou montant conseillé si la participation est libre."),
    )
    dejeuner_capacite = forms.IntegerField(
        label=_("Couverts"), min_value=0, required=False, help_text=_("Vide : sans limite.")
    )
    dejeuner_date_limite = forms.DateTimeField(
        label=_("Repas à commander avant le"),
        required=False,
        widget=MomentInput,
        help_text=_("Vide : jusqu’au début."),
    )
    dejeuner_menu = UneLigne(label=_("Menu"), max_length=300, required=False)

    CHAMPS_DU_REPAS = ("reglement", "prix", "capacite", "date_limite", "menu")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.repas = self._dejeuner_deja_prevu()
        if self.repas:
            self.initial["dejeuner"] = Prevision.PREVU
            for champ in self.CHAMPS_DU_REPAS:
                self.initial[f"dejeuner_{champ}"] = getattr(self.repas, champ)
        elif self.instance.repas_apporte:
            self.initial["dejeuner"] = Prevision.APPORTE

    def _dejeuner_deja_prevu(self):
        if not self.instance.pk:
            return None
        repas = self.instance.repas.all()
        return next((r for r in repas if r.type == TypeRepas.DEJEUNER and r.jour is None), None)

    def clean(self):
        donnees = super().clean()
        prevision = donnees.get("dejeuner")
        self.instance.repas_apporte = prevision == Prevision.APPORTE
        if prevision == Prevision.PREVU:
            self._preparer_le_repas(donnees)
        elif prevision and self.repas and self.repas.couverts.exists():
            self.add_error(
                "dejeuner",
                _(
                    "Des personnes ont déjà réservé ce repas : il ne peut plus être retiré. "
                    "Pour ne plus prendre de réservations, mettez 0 couvert."
                ),
            )
        return donnees

    def _preparer_le_repas(self, donnees):
        self.repas = self.repas or Repas(type=TypeRepas.DEJEUNER)
        self.repas.reglement = donnees.get("dejeuner_reglement") or Reglement.PRIS_EN_CHARGE
        self.repas.prix = donnees.get("dejeuner_prix") or Decimal("0")
        self.repas.capacite = donnees.get("dejeuner_capacite")
        self.repas.date_limite = donnees.get("dejeuner_date_limite")
        self.repas.menu = donnees.get("dejeuner_menu") or ""
        try:
            self.repas.full_clean(exclude=["atelier"])
        except ValidationError as erreur:
            self._dire(ranger(erreur, Repas, CHAMPS_DES_CONTRAINTES, self.CHAMPS_DU_REPAS))
        debut = self.instance.debut
        if self.repas.date_limite and debut and self.repas.date_limite > debut:
            self.add_error(
                "dejeuner_date_limite", _("On commande le repas avant le début de la journée.")
            )

    def _dire(self, erreurs):
        for champ, messages in erreurs.error_dict.items():
            self.add_error(None if champ == NON_FIELD_ERRORS else f"dejeuner_{champ}", messages)

    def enregistrer_le_dejeuner(self):
        """Call it once the workshop is saved."""
        if self.cleaned_data["dejeuner"] == Prevision.PREVU:
            self.repas.atelier = self.instance
            self.repas.save()
        elif self.repas:
            self.repas.delete()
            self.repas = None
