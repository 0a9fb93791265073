from django.urls import path

from reseau.accueil.chantier import chantier

from .standard.views import standard_csv
from .territoire.views import communes

app_name = "lieux"
urlpatterns = [
    path("", chantier, name="liste"),
    path("carte/", chantier, name="carte"),
    path("communes/", communes, name="communes"),
    path("standard.csv", standard_csv, name="standard_csv"),
    path("export.geojson", chantier, name="export_geojson"),
    path("<slug:slug>/", chantier, name="detail"),
]
