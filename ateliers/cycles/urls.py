from django.urls import path

from reseau.accueil.chantier import chantier

app_name = "cycles"
urlpatterns = [
    path("", chantier, name="liste"),
    path("<slug:slug>.ics", chantier, name="ics"),
    path("<slug:slug>/", chantier, name="detail"),
]
