"""The queue of a day for the team: offers and their deadline, ranks, requests to approve."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from ateliers.models import Atelier

from ..models import Inscription, Proposition


def vue(bureau, request, pk):
    if not bureau.has_view_permission(request):
        raise PermissionDenied
    atelier = get_object_or_404(Atelier.objects.avec_places(), pk=pk)
    inscriptions = Inscription.objects.filter(atelier=atelier).avec_acces_perdu().avec_panne()
    propositions = Proposition.objects.filter(atelier=atelier)
    propositions = propositions.prefetch_related(Prefetch("inscription", inscriptions))
    contexte = {
        **bureau.admin_site.each_context(request),
        "title": _("Liste d’attente et demandes"),
        "atelier": atelier,
        "en_cours": propositions.valables().order_by("expire_le"),
        "en_attente": inscriptions.dans_la_file(),
        "a_approuver": inscriptions.a_approuver(),
        "closes": propositions.exclude(close_le=None).order_by("-close_le", "-pk")[:50],
        "peut_decider": bureau.has_annuler_permission(request) and not atelier.est_passe(),
    }
    return render(request, "admin/inscriptions/file.html", contexte)
