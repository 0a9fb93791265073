from django.urls import path

from . import views

urlpatterns = [
    path("theme.css", views.theme_css, name="theme_css"),
]
