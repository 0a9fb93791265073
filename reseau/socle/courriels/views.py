"""The mailbox of the demo: what people would receive. DEMO only, since it shows every mail."""

from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from .apercu import page_html, telechargement
from .forms import RechercheForm
from .models import Courriel, PieceJointe

PAR_PAGE = 25


def en_demonstration(vue):
    @login_not_required
    @require_safe
    @wraps(vue)
    def gardee(request, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        return vue(request, *args, **kwargs)

    return gardee


@en_demonstration
def liste(request):
    form = RechercheForm(request.GET)
    courriels = Courriel.objects.avec_nb_pieces()
    if form.is_valid():
        courriels = courriels.chercher(form.cleaned_data["q"])
    page = Paginator(courriels, PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "reseau/courriels/liste.html", {"form": form, "page": page})


@en_demonstration
def detail(request, pk):
    courriel = get_object_or_404(Courriel.objects.prefetch_related("pieces"), pk=pk)
    return render(request, "reseau/courriels/detail.html", {"courriel": courriel})


@en_demonstration
@xframe_options_sameorigin
def html(request, pk):
    return page_html(get_object_or_404(Courriel.objects.exclude(html=""), pk=pk))


@en_demonstration
def piece(request, pk):
    return telechargement(get_object_or_404(PieceJointe, pk=pk))
