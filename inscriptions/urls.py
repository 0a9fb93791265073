from django.urls import path

from reseau.accueil.chantier import chantier

app_name = "inscriptions"
urlpatterns = [
    path("ateliers/<slug:slug>/inscription/", chantier, name="inscrire"),
    path("inscriptions/merci/", chantier, name="merci"),
    path("inscriptions/retrouver/", chantier, name="retrouver"),
    path("inscriptions/<str:jeton>/", chantier, name="dossier"),
    path("inscriptions/<str:jeton>/<int:pk>/modifier/", chantier, name="modifier"),
    path("inscriptions/<str:jeton>/<int:pk>/annuler/", chantier, name="annuler"),
    path("inscriptions/<str:jeton>/calendrier.ics", chantier, name="ics"),
]
