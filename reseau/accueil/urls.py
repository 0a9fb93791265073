from django.urls import path

from .chantier import chantier

urlpatterns = [
    path("", chantier, name="accueil"),
    path("sante/", chantier, name="sante"),
    path("robots.txt", chantier, name="robots"),
    path("sitemap.xml", chantier, name="sitemap"),
    path("mentions-legales/", chantier, name="mentions_legales"),
    path("confidentialite/", chantier, name="confidentialite"),
    path("accessibilite/", chantier, name="accessibilite"),
    path("mon-espace/", chantier, name="mon_espace"),
]
