from django.urls import path

from reseau.accueil.chantier import chantier

app_name = "ateliers"
urlpatterns = [
    path("", chantier, name="liste"),
    path("agenda.ics", chantier, name="agenda_ics"),
    path("flux.atom", chantier, name="flux"),
    path("calendrier/<int:annee>/<int:mois>/", chantier, name="calendrier"),
    path("<slug:slug>.ics", chantier, name="ics"),
    path("<slug:slug>/", chantier, name="detail"),
]
