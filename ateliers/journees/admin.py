from functools import partial

from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _

from inscriptions.models import Trajet
from inscriptions.places.journee import publier_la_journee
from reseau.socle.administration.saisie import SAISIE_NATIVE, LignesNommees
from reseau.socle.dates import heure, jour

from ..enums import Statut
from ..programme.admin import CreneauInline
from ..programme.repas import RepasInline
from ..publication import PublicationAdmin
from .annulation import annuler_vue
from .documents import Document
from .filtres_admin import PeriodeFilter, PlacesFilter
from .forms import AtelierForm
from .models import Atelier
from .suites import appliquer, dire

# For people who may only look: the explanations that the fields of the form hold.
EN_LECTURE = ["situation", "cycle", "question", "quand", "lieu", "salle", "acces", "presentation"]


class DocumentInline(LignesNommees):
    model = Document
    extra = 0
    fields = ["titre", "fichier", "lien", "ordre"]


@admin.register(Atelier)
class AtelierAdmin(PublicationAdmin):
    form = AtelierForm
    titre_de_creation = _("Nouvel atelier")
    publier = staticmethod(publier_la_journee)
    formfield_overrides = SAISIE_NATIVE
    inlines = [RepasInline, CreneauInline, DocumentInline]
    list_display = ["titre", "quand", "places", "statut", "lieu", "personnes_inscrites"]
    list_filter = [PeriodeFilter, "statut", PlacesFilter, "format", "acces", "genre", "cycle"]
    list_select_related = ["lieu"]
    list_per_page = 50
    date_hierarchy = "debut"
    ordering = ["-debut"]
    search_fields = ["recherche"]
    search_help_text = _("Titre, question, lieu, commune ou cycle, avec ou sans accents")
    autocomplete_fields = ["cycle", "lieu", "groupe"]
    readonly_fields = ["situation", "quand", "motif_annulation"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "ouverture",
                    "situation",
                    "titre",
                    "question",
                    "cycle",
                    ("genre", "theme"),
                ]
            },
        ),
        (
            _("Quand"),
            {"fields": [("jour", "heure_debut", "heure_fin", "dernier_jour"), "date_limite"]},
        ),
        (_("Où"), {"fields": ["format", "lieu", "salle", "lien_visio"]}),
        (
            _("Qui peut venir"),
            {"fields": [("capacite", "prix"), ("acces", "groupe"), "sur_approbation"]},
        ),
        (
            _("Déjeuner"),
            {
                "fields": [
                    ("dejeuner", "dejeuner_reglement", "dejeuner_prix"),
                    ("dejeuner_capacite", "dejeuner_date_limite"),
                    "dejeuner_menu",
                ]
            },
        ),
        (
            _("La page publique"),
            {"fields": ["presentation", "informations_pratiques", "slug"]},
        ),
        (_("Après la journée"), {"fields": ["compte_rendu"]}),
    ]

    def get_urls(self):
        vue = self.admin_site.admin_view(partial(annuler_vue, self))
        return [path("<int:pk>/annuler/", vue, name=self._nom("annuler")), *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).avec_places()

    def get_search_results(self, request, queryset, search_term):
        return queryset.chercher(search_term, par_l_equipe=True), False

    def get_readonly_fields(self, request, obj=None):
        publie = obj is not None and obj.publie_le is not None
        return [*self.readonly_fields, *(["slug"] if publie else [])]

    def get_fieldsets(self, request, obj=None):
        """A new day has no state yet; only a cancelled day has a reason."""
        if obj is not None and not self.has_change_permission(request, obj):
            return [(None, {"fields": EN_LECTURE})]
        (titre, essentiel), *suite = self.fieldsets
        champs = [c for c in essentiel["fields"] if obj is not None or c != "situation"]
        if obj is not None and obj.statut == Statut.ANNULE:
            champs = ["motif_annulation", *champs]
        return [(titre, {**essentiel, "fields": champs}), *suite]

    @admin.display(description=_("quand"), ordering="debut")
    def quand(self, atelier):
        return f"{jour(atelier.debut)}, {heure(atelier.debut)}"

    @admin.display(description=_("places"))
    def places(self, atelier):
        return atelier.jauge.phrase()

    @admin.display(description=_("situation"))
    def situation(self, atelier):
        if atelier.pk is None:
            return Statut.BROUILLON.label
        return f"{atelier.get_statut_display()} – {atelier.jauge_enregistree.phrase()}"

    def save_model(self, request, obj, form, change):
        form.enregistrer()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        suites = appliquer(form, request.user, formsets)
        dire(request, suites, form.limites_deplacees)

    def has_delete_permission(self, request, obj=None):
        """Only a draft is deleted; a published day is cancelled, and its history kept."""
        brouillon = obj is None or obj.statut == Statut.BROUILLON
        return brouillon and super().has_delete_permission(request, obj)

    def contexte_de_la_fiche(self, request, objet):
        annulable = (
            objet.statut == Statut.PUBLIE
            and not objet.est_passe()
            and self.has_publier_permission(request)
        )
        return {
            **super().contexte_de_la_fiche(request, objet),
            "adresse_annuler": self._adresse("annuler", objet) if annulable else None,
            "trajets": Trajet.objects.de_la_journee(objet).count(),
        }
