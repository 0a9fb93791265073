"""Who does what, slot by slot: the list to post on each door."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from ateliers.models import Atelier
from reseau.socle.recherche import normaliser

from ..models import ChoixDeSequence
from ..places.offre import sequences_du_jour


def vue_sequences(bureau, request, pk):
    if not bureau.has_view_permission(request):
        raise PermissionDenied
    atelier = get_object_or_404(Atelier.objects.avec_places(), pk=pk)
    contexte = {
        **bureau.admin_site.each_context(request),
        "title": _("Qui fait quoi"),
        "atelier": atelier,
        "creneaux": repartir(atelier),
        "peut_modifier": bureau.has_modifier_permission(request) and not atelier.est_passe(),
    }
    return render(request, "admin/inscriptions/sequences.html", contexte)


def repartir(atelier: Atelier):
    """The slots of the day, each sequence with its `personnes`; and those with none, by slot."""
    presentes = list(atelier.inscriptions.confirmees())
    presentes.sort(key=lambda i: normaliser(f"{i.nom} {i.prenom}"))
    ou = {
        (choix.creneau_id, choix.inscription_id): choix.sequence_id
        for choix in ChoixDeSequence.objects.prises().filter(inscription__atelier=atelier)
    }
    creneaux = sequences_du_jour(atelier)
    for creneau in creneaux:
        for sequence in creneau.au_choix:
            sequence.personnes = [i for i in presentes if ou.get((creneau.pk, i.pk)) == sequence.pk]
        creneau.sans_choix = [i for i in presentes if (creneau.pk, i.pk) not in ou]
    return creneaux
