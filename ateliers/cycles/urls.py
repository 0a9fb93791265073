from django.urls import path

from . import views

app_name = "cycles"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("<slug:slug>.ics", views.ics, name="ics"),
    path("<slug:slug>/", views.detail, name="detail"),
]
