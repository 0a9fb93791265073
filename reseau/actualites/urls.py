from django.urls import path

from reseau.accueil.chantier import chantier

app_name = "actualites"
urlpatterns = [
    path("", chantier, name="liste"),
    path("<slug:slug>/", chantier, name="detail"),
]
