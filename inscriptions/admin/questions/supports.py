"""The workshop or the cycle of a question, as written in addresses: « atelier-12 », « cycle-3 »."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from ateliers.models import Atelier, Cycle
from reseau.socle.administration.garde import est_une_cle

GENRES = {"atelier": Atelier, "cycle": Cycle}


def support_ou_404(genre: str, pk: int) -> Atelier | Cycle:
    if genre not in GENRES:
        raise Http404
    return get_object_or_404(GENRES[genre], pk=pk)


def support_demande(parametres) -> Atelier | Cycle | None:
    """Read it from a query string: `?atelier=12` or `?cycle=3`."""
    for genre, modele in GENRES.items():
        pk = parametres.get(genre, "")
        if pk and est_une_cle(modele._meta.pk, pk):
            return modele.objects.filter(pk=pk).first()
    return None


def genre_de(support: Atelier | Cycle) -> str:
    return support._meta.model_name


def adresse(nom: str, support: Atelier | Cycle) -> str:
    return reverse(f"admin:{nom}", args=[genre_de(support), support.pk])


def fiche(support: Atelier | Cycle) -> str:
    return reverse(f"admin:ateliers_{genre_de(support)}_change", args=[support.pk])
