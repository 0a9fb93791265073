from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ateliers.lectures import prochaines
from ateliers.models import Cycle
from lieux.carte.points import depuis_lieux
from lieux.models import Lieu
from reseau.models import Actualite, GroupeDeTravail

from . import chiffres

ACTUALITES_MONTREES = 3


@login_not_required
@require_safe
def accueil(request):
    contexte = {
        "ateliers": prochaines(),
        "cycles": Cycle.objects.en_cours(),
        "chiffres": chiffres.compter(),
        "points": _points,
        "actualites": Actualite.objects.publiees().select_related("groupe")[:ACTUALITES_MONTREES],
        "groupes": GroupeDeTravail.objects.actifs(),
    }
    return render(request, "accueil/accueil.html", contexte)


def _points():
    """Called by the template, only when the drawing is not in the cache."""
    return depuis_lieux(
        Lieu.objects.publies()
        .select_related("commune")
        .only(
            *("nom", "slug", "latitude", "longitude"),
            *("commune__nom", "commune__latitude", "commune__longitude"),
        )
    )
