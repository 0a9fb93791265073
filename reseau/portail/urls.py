from django.urls import path

from . import accueil, pages, plan, sante, vitrine

urlpatterns = [
    path("", accueil.accueil, name="accueil"),
    path("sante/", sante.sante, name="sante"),
    path("demo/composants/", vitrine.composants, name="demo_composants"),
    path("robots.txt", plan.robots, name="robots"),
    path("sitemap.xml", plan.plan_du_site, name="sitemap"),
    path("mentions-legales/", pages.mentions_legales, name="mentions_legales"),
    path("confidentialite/", pages.confidentialite, name="confidentialite"),
    path("accessibilite/", pages.accessibilite, name="accessibilite"),
]
