from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..socle.administration.saisie import MomentInput
from ..socle.formulaires import CourrielField
from .models import GroupeDeTravail, Participation, Reunion

HEURES_ADMISES = _(
    "Promettez entre une demi-heure et 60 heures par mois, à la demi-heure près : par exemple 1,5."
)

TEXTE_RICHE = _("Titres, listes et liens s’écrivent en Markdown.")


def valider_les_heures(heures):
    """Show one sentence, whatever is wrong with the number of hours."""
    if not Decimal("0.5") <= heures <= 60 or heures % Decimal("0.5"):
        raise ValidationError(HEURES_ADMISES)


class PromesseForm(forms.ModelForm):
    """The hours a month that a member pledges to the group."""

    heures_par_mois = forms.DecimalField(
        label=_("Heures par mois"),
        help_text=_("De 0,5 à 60. Une promesse, pas un contrat : elle se change à tout moment."),
        initial=Decimal("1"),
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        validators=[valider_les_heures],
        error_messages={"required": HEURES_ADMISES, "invalid": HEURES_ADMISES},
    )

    class Meta:
        model = Participation
        fields = ["heures_par_mois"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        heures = self.initial.get("heures_par_mois")
        if heures is not None and heures == int(heures):
            self.initial["heures_par_mois"] = int(heures)


class GroupeForm(forms.ModelForm):
    """The page of a group, as the people who lead it edit it."""

    class Meta:
        model = GroupeDeTravail
        fields = ["theme", "objectifs", "courriel", "espace_de_travail"]
        field_classes = {"courriel": CourrielField}
        widgets = {"objectifs": forms.Textarea(attrs={"rows": 10})}
        help_texts = {
            "objectifs": TEXTE_RICHE,
            "courriel": _("Vu de tout le monde."),
            "espace_de_travail": _("Dossier partagé, forum… Vu des seuls membres du groupe."),
        }


class ReunionForm(forms.ModelForm):
    class Meta:
        model = Reunion
        fields = [
            "titre",
            "debut",
            "fin",
            "endroit",
            "lien_visio",
            "ordre_du_jour",
            "compte_rendu",
        ]
        widgets = {
            "debut": MomentInput,
            "fin": MomentInput,
            "ordre_du_jour": forms.Textarea(attrs={"rows": 6}),
            "compte_rendu": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "lien_visio": _("Donné aux seuls membres du groupe."),
            "ordre_du_jour": TEXTE_RICHE,
            "compte_rendu": _("Après la réunion ; lu des seuls membres du groupe."),
        }

    def clean(self):
        donnees = super().clean()
        debut, fin = donnees.get("debut"), donnees.get("fin")
        if debut and fin and fin <= debut:
            self.add_error("fin", _("La fin doit venir après le début."))
        return donnees
