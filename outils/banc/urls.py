from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("banc/nue/", login_not_required(lambda request: HttpResponse("nue")), name="nue"),
    path("", include("reseau.urls")),
]
