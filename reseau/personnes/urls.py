from django.urls import path

from . import views

urlpatterns = [
    path("", views.mon_espace, name="mon_espace"),
    path("coordonnees/", views.mes_coordonnees, name="mes_coordonnees"),
]
