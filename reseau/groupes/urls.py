from django.urls import path

from reseau.accueil.chantier import chantier

app_name = "groupes"
urlpatterns = [
    path("", chantier, name="liste"),
    path("<slug:slug>/", chantier, name="detail"),
    path("<slug:slug>/rejoindre/", chantier, name="rejoindre"),
    path("<slug:slug>/quitter/", chantier, name="quitter"),
    path("<slug:slug>/modifier/", chantier, name="modifier"),
]
