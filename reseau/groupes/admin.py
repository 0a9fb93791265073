from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from reseau.socle.administration.ecran import Ecran
from reseau.socle.administration.saisie import (
    SAISIE_NATIVE,
    AdresseDeduite,
    ErreursAuBonChamp,
    LignesNommees,
)

from .models import GroupeDeTravail, Participation, Reunion


class GroupeForm(AdresseDeduite):
    adresse_faite_de = "nom"

    class Meta:
        model = GroupeDeTravail
        fields = [
            "nom",
            "theme",
            "objectifs",
            "courriel",
            "espace_de_travail",
            "slug",
            "ordre",
            "actif",
        ]
        help_texts = {"slug": _("Vide : faite du nom.")}


class ParticipationForm(ErreursAuBonChamp):
    champs_des_contraintes = {
        "participation_en_cours_unique": "personne",
        "participation_heures_plausibles": "heures_par_mois",
    }

    class Meta:
        model = Participation
        fields = ["personne", "role", "heures_par_mois", "depuis", "quittee_le"]


class ReunionForm(ErreursAuBonChamp):
    champs_des_contraintes = {"reunion_fin_apres_debut": "fin"}

    class Meta:
        model = Reunion
        fields = [
            "groupe",
            "titre",
            "debut",
            "fin",
            "endroit",
            "lien_visio",
            "ordre_du_jour",
            "compte_rendu",
        ]


class ParticipationInline(LignesNommees):
    model = Participation
    form = ParticipationForm
    formfield_overrides = SAISIE_NATIVE
    autocomplete_fields = ["personne"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("personne")


class ReunionInline(admin.StackedInline):
    model = Reunion
    form = ReunionForm
    formfield_overrides = SAISIE_NATIVE
    extra = 0
    show_change_link = True
    classes = ["collapse"]
    fields = ["titre", ("debut", "fin"), ("endroit", "lien_visio"), "ordre_du_jour", "compte_rendu"]


@admin.register(GroupeDeTravail)
class GroupeDeTravailAdmin(Ecran):
    form = GroupeForm
    inlines = [ParticipationInline, ReunionInline]
    list_display = ["nom", "theme", "membres", "heures", "actif"]
    list_filter = ["actif"]
    search_fields = ["nom", "theme"]
    fieldsets = [
        (None, {"fields": ["nom", "theme", "objectifs", ("courriel", "espace_de_travail")]}),
        (_("Page et ordre"), {"fields": ["slug", ("ordre", "actif")], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).avec_effectif()

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    @admin.display(description=_("membres"), ordering="nb_membres")
    def membres(self, groupe):
        return groupe.nb_membres

    @admin.display(description=_("heures par mois"), ordering="heures_promises")
    def heures(self, groupe):
        return groupe.heures_promises or 0


@admin.register(Reunion)
class ReunionAdmin(Ecran):
    form = ReunionForm
    formfield_overrides = SAISIE_NATIVE
    list_display = ["titre", "groupe", "debut", "endroit"]
    list_filter = ["groupe"]
    list_select_related = ["groupe"]
    date_hierarchy = "debut"
    search_fields = ["titre", "groupe__nom", "ordre_du_jour", "compte_rendu"]
    autocomplete_fields = ["groupe"]
    fields = [
        "groupe",
        "titre",
        ("debut", "fin"),
        ("endroit", "lien_visio"),
        "ordre_du_jour",
        "compte_rendu",
    ]
