"""The filters of the directory; each is a parameter of the query string."""

import re
from dataclasses import replace

import django_filters
from django import forms
from django.db.models import F
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from reseau.socle import invisibles
from reseau.socle.formulaires import Coordonnee

from ..models import Commune, Lieu
from ..territoire.forms import CommuneField
from .facettes import FACETTES, Choix

CODE_INSEE = re.compile(r"\d[0-9AB]\d{3}")


class CommuneOuCodeField(CommuneField):
    """A commune: people type a name or a postal code, links may give the INSEE code."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except forms.ValidationError:
            code = invisibles.code(value).upper()
            if CODE_INSEE.fullmatch(code) and (commune := Commune.objects.filter(pk=code).first()):
                return commune
            raise


class FormulaireDeFiltres(forms.Form):
    mention_facultatif = False

    def clean(self):
        donnees = super().clean()
        if "pres_de" in self.errors:
            return donnees
        commune = donnees.get("pres_de")
        if commune and commune.latitude is None:
            self.add_error("pres_de", _("Nous ne savons pas placer cette commune sur la carte."))
        elif donnees.get("rayon") and not commune:
            self.add_error("pres_de", _("Dites de quelle commune partent ces kilomètres."))
        elif donnees.get("tri") == "distance" and not commune:
            self.add_error("pres_de", _("Pour trier par distance, dites de quelle commune."))
        return donnees


class MotsFilter(django_filters.CharFilter):
    field_class = Coordonnee

    def filter(self, qs, value):
        return qs.chercher(value) if value else qs


class ChampAFacette(forms.MultipleChoiceField):
    """Accepts any value of the facet; the page proposes those with places (LieuFilter.facettes)."""

    def __init__(self, *, facette, **kwargs):
        super().__init__(**kwargs)
        self.facette = facette

    @cached_property
    def libelles(self):
        return self.facette.libelles()

    def valid_value(self, value):
        return value in self.libelles


class FiltreAFacette(django_filters.Filter):
    field_class = ChampAFacette

    def __init__(self, nom, label):
        super().__init__(label=label, facette=FACETTES[nom])

    def filter(self, qs, value):
        return self.extra["facette"].garder(qs, value) if value else qs


class FiltreCombine(django_filters.Filter):
    """A parameter that means nothing alone: LieuFilter applies it with others."""

    def filter(self, qs, value):
        return qs


class PresDeFilter(FiltreCombine):
    field_class = CommuneOuCodeField


class RayonFilter(FiltreCombine):
    field_class = forms.IntegerField


class TriFilter(FiltreCombine):
    field_class = forms.ChoiceField


class LieuFilter(django_filters.FilterSet):
    q = MotsFilter(
        label=_("Chercher"),
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("fablab, jardin, Auch…")}),
    )
    pres_de = PresDeFilter(label=_("Près de"))
    rayon = RayonFilter(
        label=_("À moins de (km)"),
        min_value=1,
        max_value=500,
        # Not a number input, which would hide a mistyped value from its author.
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    tri = TriFilter(
        label=_("Trier par"), choices=[("", "–"), ("nom", _("nom")), ("distance", _("distance"))]
    )
    activite = FiltreAFacette("activite", label=_("Activités"))
    service = FiltreAFacette("service", label=_("Services"))
    label = FiltreAFacette("label", label=_("Labels"))
    departement = FiltreAFacette("departement", label=_("Départements"))

    class Meta:
        model = Lieu
        fields = []
        form = FormulaireDeFiltres

    @cached_property
    def criteres(self):
        """The valid parameters."""
        self.form.is_valid()
        return {nom: valeur for nom, valeur in self.form.cleaned_data.items() if valeur}

    def filter_queryset(self, queryset):
        lieux = self.restreindre(queryset)
        commune = self.criteres.get("pres_de")
        if commune:
            lieux = lieux.avec_distance(commune.latitude, commune.longitude)
        if not commune or self.criteres.get("tri") == "nom":
            return lieux.order_by("nom", "pk")
        return lieux.order_by(F("distance").asc(nulls_last=True), "nom", "pk")

    def restreindre(self, lieux, sauf=None):
        """Apply every filter except the facet `sauf`."""
        for nom, valeur in self.criteres.items():
            if nom != sauf:
                lieux = self.filters[nom].filter(lieux, valeur)
        commune, rayon = self.criteres.get("pres_de"), self.criteres.get("rayon")
        if commune and rayon:
            lieux = lieux.dans_un_rayon(commune.latitude, commune.longitude, rayon)
        return lieux

    def facettes(self):
        """Each facet with its choices, ticked ones first; each count is that of ticking it."""
        return [(self.form[nom], self._choix(nom)) for nom in FACETTES]

    def libelle(self, nom, valeur):
        return self.form.fields[nom].libelles[valeur]

    def _choix(self, nom):
        coches = self.criteres.get(nom, [])
        choix = FACETTES[nom].compter(self.restreindre(self.queryset, sauf=nom))
        comptes = [replace(option, coche=option.valeur in coches) for option in choix]
        vides = set(coches) - {option.valeur for option in choix}
        comptes += [Choix(v, self.libelle(nom, v), 0, coche=True) for v in sorted(vides)]
        return sorted(comptes, key=lambda option: not option.coche)
