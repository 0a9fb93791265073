from django.urls import path

from . import animation, views

app_name = "groupes"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/rejoindre/", views.rejoindre, name="rejoindre"),
    path("<slug:slug>/promesse/", views.promesse, name="promesse"),
    path("<slug:slug>/quitter/", views.quitter, name="quitter"),
    path("<slug:slug>/modifier/", animation.modifier, name="modifier"),
    path("<slug:slug>/reunions/ajouter/", animation.reunion_ajouter, name="reunion_ajouter"),
    path("<slug:slug>/reunions/<int:pk>/", animation.reunion_modifier, name="reunion_modifier"),
    path(
        "<slug:slug>/reunions/<int:pk>/supprimer/",
        animation.reunion_supprimer,
        name="reunion_supprimer",
    ),
]
