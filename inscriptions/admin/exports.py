from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ateliers.models import Atelier, Cycle
from reseau.socle.administration.lecture import LectureSeule

from ..feuilles.export import exporter
from ..feuilles.forms import ExportForm
from ..feuilles.selection import Selection
from ..models import Export
from ..models.lecteurs import VOIR_LE_SENSIBLE


@admin.register(Export)
class ExportAdmin(LectureSeule):
    """The trace of every exported list, and the pages that export one."""

    list_display = ["le", "par", "format", "liste", "nombre", "donnees_sensibles"]
    list_filter = ["format", "donnees_sensibles", "le"]
    list_select_related = ["par", "atelier", "cycle"]
    search_fields = ["par__prenom", "par__nom", "par__email", "atelier__titre", "cycle__titre"]
    recherche_reservee = {"par__email": "reseau.view_personne"}
    date_hierarchy = "le"

    def get_urls(self):
        garde = self.admin_site.admin_view
        return [
            path("atelier/<int:pk>/", garde(self.vue_atelier), name="exporter_atelier"),
            path("cycle/<int:pk>/", garde(self.vue_cycle), name="exporter_cycle"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("liste"))
    def liste(self, export):
        return export.atelier or export.cycle

    def vue_atelier(self, request, pk):
        self._verifier(request)
        atelier = get_object_or_404(Atelier, pk=pk)
        return self._page(request, Selection.de_l_atelier(atelier), atelier)

    def vue_cycle(self, request, pk):
        self._verifier(request)
        cycle = get_object_or_404(Cycle, pk=pk)
        selection = Selection.du_cycle(cycle)
        if not selection.ateliers:
            messages.warning(request, _("Ce cycle n’a pas encore de journée : rien à exporter."))
            return redirect("admin:ateliers_cycle_change", pk)
        return self._page(request, selection, cycle)

    def _verifier(self, request):
        if not request.user.has_perm("inscriptions.exporter"):
            raise PermissionDenied

    def _page(self, request, selection, objet):
        """Ask for the format, then export: by POST, since an export leaves a trace."""
        form = ExportForm(
            request.POST if request.method == "POST" else None,
            peut_voir_le_sensible=request.user.has_perm(VOIR_LE_SENSIBLE),
        )
        if request.method == "POST" and form.is_valid():
            return exporter(form.commande(selection), par=request.user)
        contexte = {
            **self.admin_site.each_context(request),
            "title": _("Exporter la liste des personnes inscrites"),
            "form": form,
            "selection": selection,
            "retour": reverse(f"admin:ateliers_{objet._meta.model_name}_change", args=[objet.pk]),
        }
        return render(request, "admin/inscriptions/exporter.html", contexte)
