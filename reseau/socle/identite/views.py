from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .models import Reseau
from .theme import feuille_de_style


@require_safe
@login_not_required
@cache_control(public=True, max_age=31_536_000, immutable=True)
def theme_css(request):
    """Its address carries ?v=<last change>, so a browser may keep it for a year."""
    return HttpResponse(feuille_de_style(Reseau.objects.le_notre()), content_type="text/css")
