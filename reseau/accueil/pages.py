"""The legal pages: the network's own texts, or honest defaults until it has written them."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render


@login_not_required
def mentions_legales(request):
    return render(request, "accueil/mentions_legales.html")


@login_not_required
def confidentialite(request):
    return render(request, "accueil/confidentialite.html")


@login_not_required
def accessibilite(request):
    return render(request, "accueil/accessibilite.html")
