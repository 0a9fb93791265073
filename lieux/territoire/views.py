from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .suggestions import AU_PLUS, suggerer


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def communes(request):
    """Suggestions for the typed text; `code_postal` is the one typed rather than the first."""
    texte = request.GET.get("q", "")[:120]
    return JsonResponse(
        [
            {
                "code": commune.code_insee,
                "nom": commune.nom,
                "code_postal": commune.code_postal_parmi(texte),
                "departement": commune.departement.nom,
            }
            for commune in suggerer(texte)[:AU_PLUS]
        ],
        safe=False,
    )
