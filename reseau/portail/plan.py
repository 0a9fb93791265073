"""sitemap.xml and robots.txt: what search engines may read, at the public address of the portal."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ateliers.models import Atelier, Cycle
from lieux.models import Lieu
from reseau.models import Actualite, GroupeDeTravail

PAGES = [
    *("accueil", "lieux:liste", "lieux:carte", "ateliers:liste", "cycles:liste"),
    *("groupes:liste", "actualites:liste"),
    *("mentions_legales", "confidentialite", "accessibilite"),
]


class PlanDuPortail(Sitemap):
    """Addresses start with SITE_URL, whatever host name the request used."""

    limit = 10_000

    def get_protocol(self, protocol=None):
        return settings.SITE_URL.partition("://")[0]

    def get_domain(self, site=None):
        return settings.SITE_URL.partition("://")[2]


class PlanDesPages(PlanDuPortail):
    def items(self):
        return PAGES

    def location(self, nom):
        return reverse(nom)


class PlanDesLieux(PlanDuPortail):
    def items(self):
        return Lieu.objects.publies().order_by("pk").only("slug", "mis_a_jour_le")

    def lastmod(self, lieu):
        return lieu.mis_a_jour_le


class PlanDesAteliers(PlanDuPortail):
    def items(self):
        return Atelier.objects.visibles().order_by("pk").only("slug", "modifie_le")

    def lastmod(self, atelier):
        return atelier.modifie_le


class PlanDesCycles(PlanDuPortail):
    def items(self):
        return Cycle.objects.publies().order_by("pk").only("slug", "modifie_le")

    def lastmod(self, cycle):
        return cycle.modifie_le


class PlanDesGroupes(PlanDuPortail):
    def items(self):
        return GroupeDeTravail.objects.actifs().order_by("pk").only("slug")


class PlanDesActualites(PlanDuPortail):
    def items(self):
        return Actualite.objects.publiees().order_by("pk").only("slug", "publiee_le")

    def lastmod(self, actualite):
        return actualite.publiee_le


PLANS = {
    "pages": PlanDesPages,
    "lieux": PlanDesLieux,
    "ateliers": PlanDesAteliers,
    "cycles": PlanDesCycles,
    "groupes": PlanDesGroupes,
    "actualites": PlanDesActualites,
}


@login_not_required
@require_safe
def plan_du_site(request):
    return sitemap(request, sitemaps=PLANS)


@login_not_required
@require_safe
def robots(request):
    contexte = {"plan": settings.SITE_URL + reverse("sitemap")}
    return render(request, "accueil/robots.txt", contexte, content_type="text/plain; charset=utf-8")
