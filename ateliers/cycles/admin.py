from django.contrib import admin
from django.db.models import Count, Max, Min
from django.utils.translation import gettext_lazy as _

from inscriptions.places.journee import publier_le_cycle
from reseau.socle.administration.saisie import SAISIE_NATIVE
from reseau.socle.dates import en_lettres
from reseau.socle.recherche import mots_dans

from ..enums import Statut
from ..journees.forms import AtelierForm
from ..journees.suites import appliquer, dire
from ..models import Atelier
from ..publication import PublicationAdmin
from .forms import CycleForm
from .models import Cycle

BLOCS_VIDES_A_LA_CREATION = 3


class AtelierInline(admin.StackedInline):
    """One block for each day, with what its publication needs; the rest is on its own page."""

    model = Atelier
    form = AtelierForm
    formfield_overrides = SAISIE_NATIVE
    autocomplete_fields = ["lieu", "groupe"]
    readonly_fields = ["situation", "quand"]
    can_delete = False
    show_change_link = True
    verbose_name_plural = _("les journées du cycle")
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "ouverture",
                    "situation",
                    "titre",
                    "question",
                    ("jour", "heure_debut", "heure_fin", "dernier_jour"),
                    ("format", "lieu"),
                    ("salle", "lien_visio"),
                    ("capacite", "date_limite"),
                    ("acces", "groupe", "prix"),
                    "sur_approbation",
                    ("dejeuner", "dejeuner_reglement", "dejeuner_prix"),
                    ("dejeuner_capacite", "dejeuner_date_limite", "dejeuner_menu"),
                ]
            },
        )
    ]

    def get_fieldsets(self, request, obj=None):
        if self.has_change_permission(request, obj):
            return self.fieldsets
        return [(None, {"fields": ["situation", "titre", "quand", "lieu"]})]

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else BLOCS_VIDES_A_LA_CREATION

    def get_queryset(self, request):
        return super().get_queryset(request).avec_places().prefetch_related("repas")

    def view_on_site(self, atelier):
        return atelier.get_absolute_url()

    @admin.display(description=_("quand"))
    def quand(self, atelier):
        return en_date(atelier.debut)

    @admin.display(description=_("situation"))
    def situation(self, atelier):
        if atelier.pk is None:
            return Statut.BROUILLON.label
        return f"{atelier.get_statut_display()} – {atelier.jauge_enregistree.phrase()}"


@admin.register(Cycle)
class CycleAdmin(PublicationAdmin):
    form = CycleForm
    titre_de_creation = _("Nouveau cycle")
    publier = staticmethod(publier_le_cycle)
    formfield_overrides = SAISIE_NATIVE
    inlines = [AtelierInline]
    list_display = ["titre", "statut", "journees", "premiere", "derniere", "personnes_inscrites"]
    list_filter = ["statut", "theme"]
    search_fields = ["recherche"]
    search_help_text = _("Titre, question ou présentation, avec ou sans accents")
    readonly_fields = ["statut"]
    fieldsets = [
        (None, {"fields": ["titre", "question", "theme", "presentation"]}),
        (_("Adresse de la page"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                nb_journees=Count("ateliers"),
                premiere_journee=Min("ateliers__debut"),
                derniere_journee=Max("ateliers__debut"),
            )
        )

    def get_search_results(self, request, queryset, search_term):
        return queryset.filter(mots_dans("recherche", search_term)), False

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.fieldsets
        cache = ["ouverture"] if self.has_change_permission(request, obj) else []
        return [(None, {"fields": [*cache, "statut"]}), *self.fieldsets]

    def get_readonly_fields(self, request, obj=None):
        publie = obj is not None and obj.publie_le is not None
        return [*self.readonly_fields, *(["slug"] if publie else [])]

    @admin.display(description=_("journées"), ordering="nb_journees")
    def journees(self, cycle):
        return cycle.nb_journees

    @admin.display(description=_("première"), ordering="premiere_journee")
    def premiere(self, cycle):
        return en_date(cycle.premiere_journee)

    @admin.display(description=_("dernière"), ordering="derniere_journee")
    def derniere(self, cycle):
        return en_date(cycle.derniere_journee)

    def save_formset(self, request, form, formset, change):
        """Lock the days in the order of their keys, as `places` does: no deadlock with it."""
        list(Atelier.objects.select_for_update().filter(cycle=form.instance).order_by("pk"))
        super().save_formset(request, form, formset, change)
        if formset.model is Atelier:
            for journee in formset.initial_forms:
                dire(request, appliquer(journee, request.user), journee.limites_deplacees)

    def has_delete_permission(self, request, obj=None):
        brouillon = obj is None or obj.statut == Statut.BROUILLON
        return brouillon and super().has_delete_permission(request, obj)


def en_date(instant):
    return en_lettres(instant) if instant else None
