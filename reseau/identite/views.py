from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .models import Reseau
from .theme import feuille_de_style
from .vitrine import exemples


@require_safe
@login_not_required
@cache_control(public=True, max_age=31_536_000, immutable=True)
def theme_css(request):
    """Its address carries ?v=<last change>, so a browser may keep it for a year."""
    return HttpResponse(feuille_de_style(Reseau.objects.le_notre()), content_type="text/css")


@login_not_required
def composants(request):
    """The living page of the look; only where DEMO is on."""
    if not settings.DEMO:
        raise Http404
    saisie = request.POST if request.method == "POST" else None
    return render(request, "reseau/composants.html", exemples(saisie))
