from django.urls import path

from . import views

ICI = "inscriptions/<slug:jeton>/<int:pk>/covoiturage/"
DEMANDE = f"{ICI}demandes/<int:demande>/"
urlpatterns = [
    path(ICI, views.covoiturage, name="covoiturage"),
    path(f"{ICI}trajet/", views.trajet, name="covoiturage_trajet"),
    path(f"{ICI}retirer/", views.retirer, name="covoiturage_retirer"),
    path(f"{ICI}<int:autre>/demander/", views.demander, name="covoiturage_demander"),
    path(DEMANDE, views.demande, name="covoiturage_demande"),
    path(f"{DEMANDE}accepter/", views.accepter, name="covoiturage_accepter"),
    path(f"{DEMANDE}refuser/", views.refuser, name="covoiturage_refuser"),
    path(f"{DEMANDE}renoncer/", views.renoncer, name="covoiturage_renoncer"),
]
