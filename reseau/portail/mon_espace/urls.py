from django.urls import path

from reseau.personnes.inactivite.views import garder_mon_compte

from . import views

urlpatterns = [
    path("", views.mon_espace, name="mon_espace"),
    path("garder/<str:jeton>/", garder_mon_compte, name="garder_mon_compte"),
    path("coordonnees/", views.mes_coordonnees, name="mes_coordonnees"),
]
