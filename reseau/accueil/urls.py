from django.urls import path

from . import pages, plan, sante, views

urlpatterns = [
    path("", views.accueil, name="accueil"),
    path("sante/", sante.sante, name="sante"),
    path("robots.txt", plan.robots, name="robots"),
    path("sitemap.xml", plan.plan_du_site, name="sitemap"),
    path("mentions-legales/", pages.mentions_legales, name="mentions_legales"),
    path("confidentialite/", pages.confidentialite, name="confidentialite"),
    path("accessibilite/", pages.accessibilite, name="accessibilite"),
]
