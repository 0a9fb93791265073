from django.urls import path

from .agenda import views as agenda
from .journees import views as journees

app_name = "ateliers"
urlpatterns = [
    path("", agenda.liste, name="liste"),
    path("agenda.ics", agenda.agenda_ics, name="agenda_ics"),
    path("flux.atom", agenda.flux_atom, name="flux"),
    path("calendrier/<int:annee>/<int:mois>/", agenda.calendrier, name="calendrier"),
    path("<slug:slug>.ics", journees.ics, name="ics"),
    path("<slug:slug>/", journees.detail, name="detail"),
    path("<slug:slug>/documents/<int:pk>/", journees.document, name="document"),
]
