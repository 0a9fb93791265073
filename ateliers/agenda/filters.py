"""The filters of the list, month, calendar file and feed; the query string is the selection."""

from datetime import date

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from lieux.enums import Famille
from lieux.models import Departement, Terme
from reseau.socle.formulaires import Coordonnee

from ..enums import Format, Periode
from ..models import Atelier


class CaseFilter(django_filters.Filter):
    """A checkbox: unticked, it filters nothing."""

    field_class = forms.BooleanField

    def __init__(self, garder, **kwargs):
        super().__init__(widget=forms.CheckboxInput(attrs={"value": "1"}), **kwargs)
        self.garder = garder

    def filter(self, ateliers, coche):
        return self.garder(ateliers) if coche else ateliers


class JourFilter(django_filters.DateFilter):
    """A day of this century: nobody means the year 1, and calendars stop at 9999."""

    def __init__(self, **kwargs):
        message = _("Donnez une année entre 2000 et 2100.")
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            validators=[
                MinValueValidator(date(2000, 1, 1), message),
                MaxValueValidator(date(2100, 12, 31), message),
            ],
            **kwargs,
        )


class MotsFilter(django_filters.CharFilter):
    field_class = Coordonnee


class SelectionForm(forms.Form):
    mention_facultatif = False


class SelectionFilter(django_filters.FilterSet):
    """Filters about content, whatever the date."""

    q = MotsFilter(
        label=_("Mots"),
        method=lambda ateliers, nom, texte: ateliers.chercher(texte),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    theme = django_filters.ModelChoiceFilter(
        label=_("Thème"),
        queryset=lambda request: Terme.objects.de(Famille.THEME).actifs(),
        to_field_name="code",
        empty_label=_("Tous les thèmes"),
        method=lambda ateliers, nom, theme: ateliers.sur_le_theme(theme),
    )
    departement = django_filters.ModelChoiceFilter(
        label=_("Département"),
        queryset=lambda request: Departement.objects.filter(
            pk__in=Atelier.objects.visibles().values("lieu__commune__departement")
        ),
        empty_label=_("Tous les départements"),
        method=lambda ateliers, nom, departement: ateliers.dans_le_departement(departement),
    )
    format = django_filters.ChoiceFilter(
        label=_("Format"),
        choices=[(Format.SUR_PLACE, _("Sur place")), (Format.EN_LIGNE, _("En ligne"))],
        empty_label=_("Tous les formats"),
        method=lambda ateliers, nom, voulu: ateliers.au_format(voulu),
    )
    gratuit = CaseFilter(label=_("Gratuit"), garder=lambda ateliers: ateliers.gratuits())
    places = CaseFilter(
        label=_("Places restantes"), garder=lambda ateliers: ateliers.avec_places_restantes()
    )

    class Meta:
        model = Atelier
        fields = []
        form = SelectionForm


class AgendaForm(SelectionForm):
    def clean(self):
        valeurs = super().clean()
        du, au = valeurs.get("du"), valeurs.get("au")
        if du and au and au < du:
            self.add_error("au", _("Cette date vient avant celle du début."))
        return valeurs


class AgendaFilter(SelectionFilter):
    """The same within dates; by default, everything still to come."""

    periode = django_filters.ChoiceFilter(
        label=_("Période"),
        choices=Periode.choices,
        empty_label=_("À venir"),
        method=lambda ateliers, nom, periode: ateliers.de_la_periode(periode),
    )
    du = JourFilter(label=_("Du"), method=lambda ateliers, nom, jour: ateliers.entre(du=jour))
    au = JourFilter(label=_("Au"), method=lambda ateliers, nom, jour: ateliers.entre(au=jour))

    class Meta(SelectionFilter.Meta):
        form = AgendaForm

    def filter_queryset(self, queryset):
        ateliers = super().filter_queryset(queryset)
        choix = self.form.cleaned_data
        if not choix.get("periode") and not choix.get("du"):
            ateliers = ateliers.a_venir()
        if choix.get("periode") == Periode.PASSES:
            return ateliers.order_by("-debut", "-pk")
        return ateliers.order_by("debut", "pk")
