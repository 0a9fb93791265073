from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from reseau.socle.administration.ecran import Ecran
from reseau.socle.administration.saisie import SAISIE_NATIVE, LignesNommees
from reseau.socle.grammaire import ngettext

from ..enums import StatutLieu
from ..vocabulaire.models import Labellisation
from .filtres_admin import ActiviteFilter, DepartementFilter, FraicheurFilter, LabelFilter
from .forms import LieuForm
from .horaires import Horaires
from .models import Espace, Lieu


class EspaceInline(LignesNommees):
    model = Espace
    extra = 0
    fields = ["nom", "description", "capacite", "prix", "unite_prix", "ordre"]


class LabellisationInline(LignesNommees):
    model = Labellisation
    extra = 0
    formfield_overrides = SAISIE_NATIVE
    fields = ["label", "debut", "fin", "preuve"]
    autocomplete_fields = ["label"]


@admin.register(Lieu)
class LieuAdmin(Ecran):
    form = LieuForm
    formfield_overrides = SAISIE_NATIVE
    inlines = [EspaceInline, LabellisationInline]
    list_display = ["nom", "ou", "statut", "labels_du_jour", "mis_a_jour_le"]
    list_filter = ["statut", FraicheurFilter, DepartementFilter, LabelFilter, ActiviteFilter]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["recherche"]
    search_help_text = _("Nom, commune, activité, label… avec ou sans accents")
    autocomplete_fields = ["commune", "gestionnaires"]
    readonly_fields = ["statut", "hors_standard"]
    actions = ["publier", "archiver"]
    fieldsets = [
        (None, {"fields": ["statut", "nom", "presentation_resume", "photo"]}),
        (_("Présentation"), {"fields": ["presentation_detail"]}),
        (
            _("Où"),
            {
                "fields": [
                    "commune",
                    ("adresse", "code_postal"),
                    "complement_adresse",
                    ("latitude", "longitude"),
                    "acces",
                    ("accessibilite", "fiche_acces_libre"),
                ]
            },
        ),
        (
            _("Contacts et horaires"),
            {"fields": [("telephone", "prise_rdv"), "courriels", "sites_web", "horaires"]},
        ),
        (_("Activités, services, publics"), {"fields": ["termes", "autres_formations_labels"]}),
        (_("Suivi"), {"fields": ["mis_a_jour_le", "gestionnaires", "slug"]}),
        (
            _("Données ouvertes"),
            {
                "classes": ["collapse"],
                "fields": [
                    ("pivot", "structure_parente"),
                    ("source", "identifiant_source"),
                    "hors_standard",
                ],
            },
        ),
    ]

    def get_urls(self):
        vue = self.admin_site.admin_view
        return [
            path("<int:pk>/publier/", vue(self.publier_vue), name="lieux_lieu_publier"),
            path("<int:pk>/archiver/", vue(self.archiver_vue), name="lieux_lieu_archiver"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        lieux = super().get_queryset(request).select_related("commune__departement")
        return lieux.avec_labels_valides().order_by("nom", "pk")

    def get_search_results(self, request, queryset, search_term):
        """An archived place is not offered for a workshop, but this list finds it."""
        if request.resolver_match.url_name == "autocomplete":
            queryset = queryset.exclude(statut=StatutLieu.ARCHIVE)
        return queryset.chercher(search_term), False

    def get_readonly_fields(self, request, obj=None):
        """The address of a published page is fixed; names of keepers need a right."""
        fixes = ["slug"] if obj and obj.statut != StatutLieu.BROUILLON else []
        prives = [] if request.user.has_perm("reseau.view_personne") else ["gestionnaires"]
        return [*self.readonly_fields, *fixes, *prives]

    def get_autocomplete_fields(self, request):
        interdits = self.get_readonly_fields(request)
        return [champ for champ in self.autocomplete_fields if champ not in interdits]

    def view_on_site(self, obj):
        return None if obj.statut == StatutLieu.ARCHIVE else obj.get_absolute_url()

    def save_model(self, request, obj, form, change):
        date_laissee = obj.mis_a_jour_le == form.initial.get("mis_a_jour_le")
        if change and form.has_changed() and date_laissee:
            # Dated today, so that an older file imported later does not undo this correction.
            obj.mis_a_jour_le = timezone.localdate()
        obj.enregistrer()
        horaires = Horaires(obj.horaires)
        if horaires and not horaires.valides:
            phrase = _(
                "Les horaires ne suivent pas le format attendu : la fiche les montre tels quels, "
                "avec « horaires à vérifier »."
            )
            messages.warning(request, phrase)

    def response_post_save_add(self, request, obj):
        """A new draft: stay on its page, where preview and publication are one click away."""
        return self._retour(obj)

    @method_decorator(require_POST)
    def publier_vue(self, request, pk):
        lieu = self._lieu_a_changer(request, pk)
        self.publier(request, [lieu])
        return self._retour(lieu)

    def archiver_vue(self, request, pk):
        lieu = self._lieu_a_changer(request, pk)
        if request.method != "POST":
            return self._confirmer(request, [lieu])
        self._archiver(request, [lieu])
        return self._retour(lieu)

    @admin.action(description=_("Publier la sélection"), permissions=["change"])
    def publier(self, request, queryset):
        for lieu in queryset:
            lieu.publier()
            self.log_change(request, lieu, _("Publication."))
        phrase = ngettext("%(n)s lieu publié.", "%(n)s lieux publiés.", len(queryset))
        messages.success(request, phrase % {"n": len(queryset)})

    @admin.action(description=_("Archiver la sélection"), permissions=["change"])
    def archiver(self, request, queryset):
        if "confirmer" not in request.POST:
            return self._confirmer(request, queryset)
        return self._archiver(request, queryset)

    @admin.display(description=_("où"), ordering="commune__nom")
    def ou(self, lieu):
        return f"{lieu.commune.nom} ({lieu.commune.departement_id})"

    @admin.display(description=_("labels"))
    def labels_du_jour(self, lieu):
        return ", ".join(str(labellisation.label) for labellisation in lieu.labels_valides)

    @admin.display(description=_("valeurs hors du standard"))
    def hors_standard(self, lieu):
        ecarts = " ; ".join(
            f"{champ} : {' | '.join(valeurs)}"
            for champ, valeurs in lieu.valeurs_hors_standard.items()
        )
        return ecarts or "–"

    def _archiver(self, request, lieux):
        for lieu in lieux:
            lieu.archiver()
            self.log_change(request, lieu, _("Archivage."))
        phrase = ngettext("%(n)s lieu archivé.", "%(n)s lieux archivés.", len(lieux))
        messages.success(request, phrase % {"n": len(lieux)})

    def _confirmer(self, request, lieux):
        # The directory imports nothing of workshops: it asks what points to a place.
        ateliers = Lieu._meta.get_field("ateliers").related_model._default_manager
        contexte = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Archiver"),
            "lieux": lieux,
            "ateliers": ateliers.visibles().a_venir().filter(lieu__in=lieux),
        }
        return TemplateResponse(request, "admin/lieux/lieu/archiver.html", contexte)

    def _lieu_a_changer(self, request, pk):
        lieu = get_object_or_404(Lieu, pk=pk)
        if not self.has_change_permission(request, lieu):
            raise PermissionDenied
        return lieu

    def _retour(self, lieu):
        return redirect(reverse("admin:lieux_lieu_change", args=[lieu.pk]))
