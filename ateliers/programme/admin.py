from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inscriptions.models.lectures import avec_prises
from reseau.socle.administration.confirmation import AvecConfirmation
from reseau.socle.administration.ecran import Ecran
from reseau.socle.administration.saisie import LignesNommees
from reseau.socle.grammaire import ngettext

from .forms import CreneauForm, CreneauxDeLAtelier, SequenceForm
from .models import Creneau, Intervenant, Sequence


class CreneauInline(LignesNommees):
    """The timetable of the day; what happens in a slot is typed on the page of the slot."""

    model = Creneau
    form = CreneauForm
    formset = CreneauxDeLAtelier
    fields = ["heure_debut", "heure_fin", "titre", "jour"]
    extra = 0
    show_change_link = True
    verbose_name_plural = _("programme de la journée")


class SequenceInline(admin.StackedInline):
    model = Sequence
    form = SequenceForm
    extra = 0
    fields = [
        "titre",
        "description",
        ("salle", "ordre"),
        ("capacite", "choisie_par"),
        "intervenants",
    ]
    readonly_fields = ["choisie_par"]
    autocomplete_fields = ["intervenants"]
    verbose_name_plural = _(
        "séquences (plusieurs : elles ont lieu en parallèle, chaque personne en choisit une)"
    )

    def get_queryset(self, request):
        return avec_prises(super().get_queryset(request))

    @admin.display(description=_("choisie par"))
    def choisie_par(self, sequence):
        nombre = getattr(sequence, "nb_prises", 0)
        phrase = ngettext("%(nombre)d personne", "%(nombre)d personnes", nombre)
        return phrase % {"nombre": nombre}


@admin.register(Creneau)
class CreneauAdmin(AvecConfirmation):
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
        """Slots are added on the page of their workshop."""
        return False

    def response_post_save_change(self, request, obj):
        return redirect(reverse("admin:ateliers_atelier_change", args=[obj.atelier_id]))


@admin.register(Intervenant)
class IntervenantAdmin(Ecran):
    list_display = ["__str__", "fonction", "structure"]
    search_fields = ["prenom", "nom", "structure"]
    fields = [("prenom", "nom"), ("fonction", "structure"), "presentation", "site_web"]
