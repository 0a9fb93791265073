from django.urls import path

from .annuaire import views as annuaire
from .carte.views import contours_geojson
from .standard.views import standard_csv
from .territoire.views import communes

app_name = "lieux"
urlpatterns = [
    path("", annuaire.liste, name="liste"),
    path("carte/", annuaire.carte, name="carte"),
    path("communes/", communes, name="communes"),
    path("contours.geojson", contours_geojson, name="contours"),
    path("standard.csv", standard_csv, name="standard_csv"),
    path("export.geojson", annuaire.export_geojson, name="export_geojson"),
    path("<slug:slug>/", annuaire.detail, name="detail"),
]
