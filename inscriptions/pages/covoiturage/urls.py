from django.urls import path

from . import views

ICI = "inscriptions/<slug:jeton>/<int:pk>/covoiturage/"
urlpatterns = [
    path(ICI, views.covoiturage, name="covoiturage"),
    path(f"{ICI}trajet/", views.trajet, name="covoiturage_trajet"),
    path(f"{ICI}retirer/", views.retirer, name="covoiturage_retirer"),
    path(f"{ICI}<int:autre>/demander/", views.demander, name="covoiturage_demander"),
    path(f"{ICI}demandes/<int:demande>/", views.demande, name="covoiturage_demande"),
]
