from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .forms import CreneauForm, CreneauxDeLAtelier
from .models import Creneau, Intervenant, Sequence


class CreneauInline(admin.TabularInline):
    """The day's timetable; what happens inside a slot is typed on the slot's own page."""

    model = Creneau
    form = CreneauForm
    formset = CreneauxDeLAtelier
    fields = ["heure_debut", "heure_fin", "titre", "jour"]
    extra = 0
    show_change_link = True
    verbose_name_plural = _("programme de la journée")


class SequenceInline(admin.StackedInline):
    model = Sequence
    extra = 0
    fields = ["titre", "description", ("salle", "ordre"), "intervenants"]
    autocomplete_fields = ["intervenants"]
    verbose_name_plural = _("séquences (plusieurs : elles ont lieu en parallèle)")


@admin.register(Creneau)
class CreneauAdmin(admin.ModelAdmin):
    """Reached from its workshop; not in the menu."""

    form = CreneauForm
    inlines = [SequenceInline]
    fields = [("heure_debut", "heure_fin", "jour"), "titre", "description"]
    list_display = ["titre", "atelier", "debut"]
    list_select_related = ["atelier"]
    search_fields = ["titre", "atelier__titre"]

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        """A slot is added on the page of its workshop."""
        return False

    def response_post_save_change(self, request, obj):
        return redirect(reverse("admin:ateliers_atelier_change", args=[obj.atelier_id]))


@admin.register(Intervenant)
class IntervenantAdmin(admin.ModelAdmin):
    list_display = ["__str__", "fonction", "structure"]
    search_fields = ["prenom", "nom", "structure"]
    fields = [("prenom", "nom"), ("fonction", "structure"), "presentation", "site_web"]
