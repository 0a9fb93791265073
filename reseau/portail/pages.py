"""The legal pages: the network's own texts, or default ones until it writes them."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def mentions_legales(request):
    return render(request, "accueil/mentions_legales.html")


@login_not_required
@require_safe
def confidentialite(request):
    return render(request, "accueil/confidentialite.html")


@login_not_required
@require_safe
def accessibilite(request):
    return render(request, "accueil/accessibilite.html")
