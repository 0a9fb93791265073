from django.urls import path

from . import views

urlpatterns = [
    path("", views.liste, name="demo_courriels"),
    path("<int:pk>/", views.detail, name="demo_courriel"),
    path("<int:pk>/html/", views.html, name="demo_courriel_html"),
    path("pieces/<int:pk>/", views.piece, name="demo_courriel_piece"),
]
