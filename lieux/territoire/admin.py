"""The official geography, loaded by `charger_territoire`: read-only here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from reseau.socle.administration.lecture import LectureSeule

from .models import Commune, Departement
from .suggestions import suggerer


@admin.register(Departement)
class DepartementAdmin(LectureSeule):
    list_display = ["code", "nom", "region"]
    list_display_links = ["code", "nom"]
    list_filter = ["region"]
    search_fields = ["=code", "nom"]
    list_per_page = 110


@admin.register(Commune)
class CommuneAdmin(LectureSeule):
    list_display = ["nom", "code_insee", "codes_postaux", "departement", "population"]
    list_select_related = ["departement"]
    search_fields = ["recherche"]
    search_help_text = _("Nom ou code postal, avec ou sans accents")
    show_full_result_count = False

    def get_search_results(self, request, queryset, search_term):
        return (suggerer(search_term) if search_term else queryset), False
