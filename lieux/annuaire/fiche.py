"""What the page of a place shows besides the row."""

from functools import cached_property
from itertools import groupby
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone

from reseau.socle.jsonld import script

from ..carte.points import depuis_lieux
from ..enums import Famille
from .horaires import Horaires
from .jsonld import situation
from .queryset import VIEILLE_APRES

ATELIERS_MONTRES = 6
A_PART = {Famille.ACTIVITE, Famille.TYPOLOGIE}


class Fiche:
    """`lieu` comes from `Lieu.objects.pour_la_fiche()`."""

    def __init__(self, lieu):
        self.lieu = lieu

    @cached_property
    def horaires(self):
        return Horaires(self.lieu.horaires)

    @cached_property
    def etat(self):
        return self.horaires.etat()

    @property
    def aujourd_hui(self):
        return timezone.localdate()

    @cached_property
    def activites(self):
        return [terme for terme in self.lieu.termes.all() if terme.famille == Famille.ACTIVITE]

    @cached_property
    def familles(self):
        """Terms of this place in the other vocabularies, by family."""
        termes = [terme for terme in self.lieu.termes.all() if terme.famille not in A_PART]
        return [
            (Famille(famille).label, list(groupe))
            for famille, groupe in groupby(termes, key=lambda terme: terme.famille)
        ]

    @cached_property
    def ateliers(self):
        a_venir = self.lieu.ateliers.visibles().a_venir().avec_places()
        return a_venir.select_related("cycle", "lieu__commune").order_by("debut")[:ATELIERS_MONTRES]

    @cached_property
    def points(self):
        return depuis_lieux([self.lieu])

    @property
    def sites(self):
        """Web sites, shown by host name: « ladynamo.example.org »."""
        return [
            {"url": url, "nom": url.split("://", 1)[1].removeprefix("www.").rstrip("/")}
            for url in self.lieu.sites_web
            if url.startswith(("https://", "http://"))
        ]

    @property
    def position_exacte(self) -> bool:
        return self.lieu.latitude is not None

    @property
    def est_vieille(self) -> bool:
        return self.lieu.mis_a_jour_le < timezone.localdate() - VIEILLE_APRES

    @property
    def itineraire(self) -> str:
        """A `geo:` link: the map application of the visitor opens it, and no other site is told."""
        latitude, longitude = self.lieu.position
        return f"geo:{latitude:.5f},{longitude:.5f}"

    @property
    def donnees_liees(self):
        lieu = self.lieu
        return script(
            {
                "@type": "LocalBusiness",
                "@id": settings.SITE_URL + lieu.get_absolute_url(),
                "name": lieu.nom,
                "url": settings.SITE_URL + lieu.get_absolute_url(),
                "description": lieu.presentation_resume,
                "image": urljoin(settings.SITE_URL, lieu.photo.url) if lieu.photo else "",
                "telephone": lieu.telephone,
                "email": lieu.courriels[0] if lieu.courriels else "",
                "sameAs": [site["url"] for site in self.sites],
                **situation(lieu),
                "openingHours": lieu.horaires if self.horaires.valides else "",
            }
        )
