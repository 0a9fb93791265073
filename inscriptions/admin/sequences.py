"""Who does what, slot by slot: a list to post on each door."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from ateliers.models import Atelier, Creneau
from reseau.socle.recherche import normaliser

from ..models import ChoixDeSequence, Inscription
from ..places.offre import SequenceOfferte, sequences_du_jour


@dataclass(frozen=True)
class Repartition:
    """The people of each sequence of a slot, and the people without a choice."""

    creneau: Creneau
    sequences: list[tuple[SequenceOfferte, list[Inscription]]]
    sans_choix: list[Inscription]


def vue_sequences(bureau, request, pk):
    if not bureau.has_view_permission(request):
        raise PermissionDenied
    atelier = get_object_or_404(Atelier.objects.avec_places(), pk=pk)
    contexte = {
        **bureau.admin_site.each_context(request),
        "title": _("Qui fait quoi"),
        "atelier": atelier,
        "repartitions": repartir(atelier),
        "peut_modifier": bureau.has_modifier_permission(request) and not atelier.est_passe(),
    }
    return render(request, "admin/inscriptions/sequences.html", contexte)


def repartir(atelier: Atelier) -> list[Repartition]:
    """List the people of the day by slot, sorted by name."""
    presentes = list(atelier.inscriptions.confirmees())
    presentes.sort(key=lambda inscription: normaliser(f"{inscription.nom} {inscription.prenom}"))
    sequences_prises = {
        (choix.creneau_id, choix.inscription_id): choix.sequence_id
        for choix in ChoixDeSequence.objects.prises().filter(inscription__atelier=atelier)
    }
    return [
        Repartition(
            au_choix.creneau,
            [
                (offerte, _inscriptions_a(offerte.sequence, presentes, sequences_prises))
                for offerte in au_choix.sequences
            ],
            sans_choix=[
                inscription
                for inscription in presentes
                if (au_choix.creneau.pk, inscription.pk) not in sequences_prises
            ],
        )
        for au_choix in sequences_du_jour(atelier)
    ]


def _inscriptions_a(sequence, presentes, sequences_prises):
    return [
        inscription
        for inscription in presentes
        if sequences_prises.get((sequence.creneau_id, inscription.pk)) == sequence.pk
    ]
