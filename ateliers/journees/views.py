from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from inscriptions.places.couverts import repas_du_jour
from inscriptions.places.offre import SequenceOfferte, compter
from reseau.models import Reseau
from reseau.socle.fichiers.remise import remettre

from .. import calendrier, lectures
from ..cycles.parcours import situer
from ..enums import Acces
from ..models import Atelier, Creneau, Document
from ..reponses import calendrier_en_reponse
from . import jsonld
from .inscription import inscription_de, porte
from .queryset import prepare


@login_not_required
@require_safe
def detail(request, slug):
    avec_brouillons = prepare(request.user)
    if avec_brouillons:
        atelier = get_object_or_404(Atelier.objects.pour_la_page(), slug=slug)
    else:
        atelier = lectures.page_du_public(slug)
    reseau = Reseau.objects.le_notre()
    contexte = {
        "atelier": atelier,
        "reseau": reseau,
        "porte": porte(atelier, request.user),
        "inscription": (inscription := inscription_de(atelier, request.user)),
        "mon_inscription": inscription and inscription.page_pour(request.user),
        "repas": [(du_jour.repas, du_jour.compte) for du_jour in repas_du_jour(atelier)],
        "programme": _programme(atelier),
        **_documents(atelier, request.user),
        "etape": situer(atelier, avec_brouillons),
        "jsonld": jsonld.evenement(atelier, reseau),
    }
    return render(request, "ateliers/detail.html", contexte)


@login_not_required
@require_safe
def document(request, slug, pk):
    """A file is readable by those who may read the page that shows it; 404 otherwise."""
    lisibles = Document.objects.lisibles_par(request.user).exclude(fichier="")
    document = get_object_or_404(lisibles, atelier__slug=slug, pk=pk)
    return remettre(document.fichier)


@login_not_required
@require_safe
def ics(request, slug):
    visibles = Atelier.objects.visibles_par(request.user)
    atelier = get_object_or_404(visibles.pour_le_calendrier(), slug=slug)
    return calendrier_en_reponse(request, calendrier.fichier([atelier]), atelier.slug)


def _documents(atelier, personne):
    """Documents of the day, or the mention that they are reserved."""
    documents = (
        list(atelier.documents.lisibles_par(personne)) if atelier.montre_ses_suites() else []
    )
    caches = not documents and atelier.acces != Acces.PUBLIC and atelier.montre_ses_suites()
    return {
        "documents": documents,
        "documents_reserves": caches and atelier.documents.exists(),
    }


@dataclass(frozen=True)
class CreneauDuProgramme:
    """A slot and what people do in it; where one chooses, with the places left."""

    creneau: Creneau
    sequences: list[SequenceOfferte]

    @property
    def est_au_choix(self) -> bool:
        return len(self.sequences) > 1


def _programme(atelier) -> list[CreneauDuProgramme]:
    return [
        CreneauDuProgramme(creneau, [compter(sequence) for sequence in creneau.sequences.all()])
        for creneau in lectures.programme(atelier)
    ]
