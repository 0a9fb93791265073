from django.contrib import admin
from django.db.models import Count
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from reseau.socle.administration.lecture import LectureSeule, LigneEnLectureSeule
from reseau.socle.courriels.pannes import marque, panne_de

from ..models import Dossier, Inscription, JourneeProposee
from . import adresses


class InscriptionInline(LigneEnLectureSeule):
    model = Inscription
    fields = ["atelier", "prenom", "nom", "adresse", "etat_lu", "demandee_le"]
    readonly_fields = fields
    show_change_link = True

    def get_queryset(self, request):
        inscriptions = super().get_queryset(request).select_related("atelier").avec_panne()
        return inscriptions.prefetch_related("propositions")

    @admin.display(description=_("courriel"))
    def adresse(self, inscription):
        return format_html("{}{}", inscription.courriel, marque(inscription)) or "–"

    @admin.display(description=_("état"))
    def etat_lu(self, inscription):
        return inscription.etat_lu.label


class JourneeProposeeInline(LigneEnLectureSeule):
    """Days added to the cycle that the dossier was told of; written by the publication only."""

    model = JourneeProposee
    fields = ["atelier", "le"]
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("atelier")


@admin.register(Dossier)
class DossierAdmin(LectureSeule):
    """The request of one contact. The token stays hidden, since it opens the private page."""

    list_display = ["personne_de_contact", "courriel", "nombre", "cycle", "annonces", "cree_le"]
    list_select_related = ["cycle"]
    list_filter = [
        "cree_le",
        ("cycle", admin.RelatedOnlyFieldListFilter),
        ("inscrit_par", admin.EmptyFieldListFilter),
        ("veut_les_annonces_depuis", admin.EmptyFieldListFilter),
    ]
    search_fields = ["prenom", "nom", "courriel", "code"]
    fields = [
        "prenom",
        "nom",
        "courriel",
        "personne",
        "inscrit_par",
        "code_a_lire",
        "cycle",
        "veut_les_annonces_depuis",
        "cree_le",
    ]
    inlines = [InscriptionInline, JourneeProposeeInline]

    def get_urls(self):
        garde = self.admin_site.admin_view
        return [
            path("<int:pk>/adresse/", garde(self.vue_adresse), name="dossier_adresse"),
            path("<int:pk>/renvoyer/", garde(self.vue_renvoyer), name="dossier_renvoyer"),
            *super().get_urls(),
        ]

    def has_corriger_permission(self, request):
        return request.user.has_perm("inscriptions.change_dossier")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        dossier = self.get_object(request, object_id)
        peut = bool(
            dossier
            and dossier.courriel
            and self.has_corriger_permission(request)
            and dossier.inscriptions.encore_la().a_venir().exists()
        )
        contexte = {"peut_corriger": peut, "panne": peut and panne_de(dossier.courriel)}
        return super().change_view(
            request, object_id, form_url, {**contexte, **(extra_context or {})}
        )

    def vue_adresse(self, request, pk):
        return adresses.corriger_un_dossier(self, request, pk)

    @method_decorator(require_POST)
    def vue_renvoyer(self, request, pk):
        return adresses.renvoyer_un_dossier(self, request, pk)

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(nombre=Count("inscriptions"))
            .order_by("-cree_le")
        )

    @admin.display(description=_("contact"), ordering="nom")
    def personne_de_contact(self, dossier):
        return dossier.nom_complet

    @admin.display(description=_("inscriptions"), ordering="nombre")
    def nombre(self, dossier):
        return dossier.nombre

    @admin.display(description=_("code"))
    def code_a_lire(self, dossier):
        return dossier.code_lisible() or "–"

    @admin.display(description=_("veut les annonces"), boolean=True)
    def annonces(self, dossier):
        return dossier.veut_les_annonces_depuis is not None
