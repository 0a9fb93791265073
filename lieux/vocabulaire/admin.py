from django.contrib import admin
from django.db.models import Count, Q
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from reseau.socle.administration.ecran import Ecran
from reseau.socle.slugs import slug_libre

from .models import Label, Labellisation, Terme


@admin.register(Terme)
class TermeAdmin(Ecran):
    list_display = ["libelle", "famille", "code", "lieux_concernes", "ordre", "actif"]
    list_editable = ["ordre", "actif"]
    list_filter = ["famille", "actif"]
    list_per_page = 150
    search_fields = ["libelle", "code"]
    readonly_fields = ["valeurs_dans_les_standards"]
    fields = [
        "famille",
        "libelle",
        "code",
        "description",
        ("ordre", "actif"),
        "valeurs_dans_les_standards",
    ]
    prepopulated_fields = {"code": ["libelle"]}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(nb_lieux=Count("lieux"))

    def get_readonly_fields(self, request, obj=None):
        """A code never changes: people keep addresses that hold it (?activite=fablab)."""
        return [*self.readonly_fields, *(["famille", "code"] if obj else [])]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    @admin.display(description=_("lieux"), ordering="nb_lieux")
    def lieux_concernes(self, terme):
        return terme.nb_lieux

    @admin.display(description=_("valeur dans chaque standard"))
    def valeurs_dans_les_standards(self, terme):
        equivalences = sorted(terme.equivalences.items())
        return format_html_join("", "<div>{} : {}</div>", equivalences) or "–"


@admin.register(Label)
class LabelAdmin(Ecran):
    list_display = ["nom", "delivre_par", "lieux_labellises"]
    search_fields = ["nom", "delivre_par"]
    autocomplete_fields = ["terme_du_standard"]
    fields = ["nom", "delivre_par", "description", "site_web", "terme_du_standard"]

    def get_queryset(self, request):
        valides = Q(labellisations__in=Labellisation.objects.valides())
        labels = super().get_queryset(request)
        return labels.annotate(
            nb_lieux=Count("labellisations__lieu", filter=valides, distinct=True)
        )

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    def save_model(self, request, obj, form, change):
        obj.slug = obj.slug or slug_libre(obj, obj.nom)
        super().save_model(request, obj, form, change)

    @admin.display(description=_("lieux labellisés aujourd’hui"), ordering="nb_lieux")
    def lieux_labellises(self, label):
        return label.nb_lieux
