from django.urls import path

from . import views

COVOITURAGE = "inscriptions/<slug:jeton>/<int:pk>/covoiturage/"
DEMANDE = f"{COVOITURAGE}demandes/<int:demande>/"
urlpatterns = [
    path(COVOITURAGE, views.covoiturage, name="covoiturage"),
    path(f"{COVOITURAGE}trajet/", views.trajet, name="covoiturage_trajet"),
    path(f"{COVOITURAGE}retirer/", views.retirer, name="covoiturage_retirer"),
    path(f"{COVOITURAGE}<int:trajet>/demander/", views.demander, name="covoiturage_demander"),
    path(DEMANDE, views.demande, name="covoiturage_demande"),
    path(f"{DEMANDE}accepter/", views.accepter, name="covoiturage_accepter"),
    path(f"{DEMANDE}refuser/", views.refuser, name="covoiturage_refuser"),
    path(f"{DEMANDE}renoncer/", views.renoncer, name="covoiturage_renoncer"),
]
