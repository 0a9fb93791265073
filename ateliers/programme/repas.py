"""Meals of a workshop besides its lunch: a dinner, or meals of another day."""

from datetime import date

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from inscriptions.places.consequences import couverts_sous_les_reserves
from reseau.socle.administration.saisie import SAISIE_NATIVE, ErreursAuBonChamp
from reseau.socle.administration.simultane import SansEcraser

from ..enums import TypeRepas
from ..journees.horaire import en_clair
from .models import Repas


class RepasForm(SansEcraser, ErreursAuBonChamp):
    champs_des_contraintes = {
        "repas_a_prix_fixe_a_un_prix": "prix",
        "repas_prix_positif": "prix",
        "repas_unique_par_type": "type",
        "repas_unique_par_jour": "jour",
    }

    class Meta:
        model = Repas
        fields = ["type", "jour", "reglement", "prix", "capacite", "date_limite", "menu"]

    def __init__(self, *args, atelier=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.atelier = atelier
        if not self.instance.pk:
            self.initial["type"] = TypeRepas.DINER
        for champ in ("reglement", "prix"):
            self.fields[champ].required = False

    def has_changed(self):
        """An added meal is saved even with its default values."""
        return self.instance.pk is None or super().has_changed()

    def clean_reglement(self):
        return self.cleaned_data["reglement"] or Repas._meta.get_field("reglement").default

    def clean_prix(self):
        return self.cleaned_data["prix"] or Repas._meta.get_field("prix").default

    def clean_jour(self):
        """The first day is stored as NULL, so that a meal has one key only."""
        jour, bornes = self.cleaned_data["jour"], self._bornes()
        if jour is None or bornes is None or "jour" not in self.changed_data:
            return jour
        premier, dernier = bornes
        if not premier <= jour <= dernier:
            raise ValidationError(_("Ce jour n’est pas un jour de l’atelier."))
        return None if jour == premier else jour

    def clean_date_limite(self):
        limite = self.cleaned_data["date_limite"]
        touchee = "date_limite" in self.changed_data
        if limite and touchee and self._bornes() and limite > self.atelier.debut:
            raise ValidationError(_("On commande le repas avant le début de la journée."))
        return limite

    def clean(self):
        donnees = super().clean()
        if "jour" in donnees and (donnees.get("type"), donnees["jour"]) == (
            TypeRepas.DEJEUNER,
            None,
        ):
            self.add_error(
                "type", _("Le déjeuner du premier jour se remplit plus haut, avec l’atelier.")
            )
        return donnees

    def consequences(self):
        consequence = couverts_sous_les_reserves(self.instance)
        return [*super().consequences(), *([consequence] if consequence else [])]

    def _bornes(self) -> tuple[date, date] | None:
        """None when the form of the workshop has errors: they are shown first."""
        if not (self.atelier and self.atelier.debut and self.atelier.fin):
            return None
        return en_clair(self.atelier.debut)[0], en_clair(self.atelier.fin)[0]


class AutresRepas(forms.BaseInlineFormSet):
    def get_form_kwargs(self, index):
        return {**super().get_form_kwargs(index), "atelier": self.instance}

    def save_existing(self, form, obj, commit=True):
        """Keep the date given by the move of the day, unless it was edited here."""
        if suivis := {"jour", "date_limite"} - set(form.changed_data):
            form.instance.refresh_from_db(fields=suivis)
        return super().save_existing(form, obj, commit)

    def clean(self):
        super().clean()
        deja_dits = set()
        for form in self.forms:
            donnees = getattr(form, "cleaned_data", {})
            if donnees.get("DELETE") or "type" not in donnees:
                continue
            repas = donnees["type"], donnees.get("jour")
            if repas in deja_dits:
                form.add_error("type", _("Ce repas est déjà prévu ce jour-là."))
            deja_dits.add(repas)


class RepasInline(admin.StackedInline):
    """The lunch of the first day is typed with the workshop (see `dejeuner`), other meals here."""

    model = Repas
    form = RepasForm
    formset = AutresRepas
    formfield_overrides = SAISIE_NATIVE
    extra = 0
    verbose_name = _("autre repas")
    verbose_name_plural = _("autres repas : le dîner, les repas d’un autre jour")
    fields = [
        "ouverture",
        ("type", "jour"),
        ("reglement", "prix"),
        ("capacite", "date_limite"),
        "menu",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(type=TypeRepas.DEJEUNER, jour=None)
