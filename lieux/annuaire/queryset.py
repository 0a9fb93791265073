import math
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import ExpressionWrapper, F, FloatField, Prefetch, Q, Value
from django.db.models.functions import ASin, Coalesce, Cos, Power, Radians, Sin, Sqrt
from django.utils import timezone

from reseau.socle.recherche import normaliser

from ..enums import Famille, StatutLieu
from ..territoire.distance import RAYON_DE_LA_TERRE
from ..territoire.models import Commune
from ..vocabulaire.models import Labellisation, Terme

if TYPE_CHECKING:
    from .models import Lieu

KM_PAR_DEGRE = 2 * math.pi * RAYON_DE_LA_TERRE / 360

VIEILLE_APRES = timedelta(days=540)
SUR_LA_CARTE = ("latitude", "longitude", "commune__nom", "commune__departement")


class LieuQuerySet(models.QuerySet["Lieu"]):
    def publies(self) -> Self:
        return self.filter(statut=StatutLieu.PUBLIE)

    def archives(self) -> Self:
        return self.filter(statut=StatutLieu.ARCHIVE)

    def a_revoir(self, jour=None) -> Self:
        """Places whose page nobody has checked for a year and a half."""
        return self.filter(mis_a_jour_le__lt=(jour or timezone.localdate()) - VIEILLE_APRES)

    def geres_par(self, personne) -> Self:
        return self.filter(gestionnaires=personne)

    def visibles_par(self, personne) -> Self:
        """Published places; drafts too for the people who prepare them."""
        if not personne.is_authenticated:
            return self.publies()
        if personne.has_perm("lieux.view_lieu"):
            return self.exclude(statut=StatutLieu.ARCHIVE)
        lieux_geres = self.model.gestionnaires.through.objects.filter(personne=personne).values(
            "lieu"
        )
        return self.filter(
            Q(statut=StatutLieu.PUBLIE) | Q(statut=StatutLieu.BROUILLON, pk__in=lieux_geres)
        )

    def chercher(self, texte) -> Self:
        """Places where every word is in the text, or names an activity, service or label."""
        lieux = self
        for mot in normaliser(texte).split():
            termes = Terme.objects.filter(recherche__contains=mot)
            labels = Labellisation.objects.valides().filter(label__recherche__contains=mot)
            lieux = lieux.filter(
                Q(recherche__contains=mot)
                | Q(pk__in=self._liens_aux_termes().filter(terme__in=termes).values("lieu"))
                | Q(pk__in=labels.values("lieu"))
            )
        return lieux

    def ayant_un_terme(self, famille, codes) -> Self:
        """Places with at least one of the terms `codes` of `famille`."""
        liens = self._liens_aux_termes().filter(terme__famille=famille, terme__code__in=codes)
        return self.filter(pk__in=liens.values("lieu"))

    def labellises(self, slugs, jour=None) -> Self:
        """Places with at least one of these labels on the day `jour` (today by default)."""
        valides = Labellisation.objects.valides(jour).filter(label__slug__in=slugs)
        return self.filter(pk__in=valides.values("lieu"))

    def dans_les_departements(self, codes) -> Self:
        return self.filter(commune__departement__in=codes)

    def avec_position(self) -> Self:
        """Annotate `lat` and `lon`: of the place, else of the centre of its commune."""
        return self.annotate(
            lat=Coalesce("latitude", "commune__latitude"),
            lon=Coalesce("longitude", "commune__longitude"),
        )

    def avec_distance(self, latitude: float, longitude: float) -> Self:
        """Annotate `distance`, in km as the crow flies (haversine); None without any position."""
        moitie = math.pi / 360
        angle_nord = Sin((F("lat") - Value(latitude)) * Value(moitie))
        angle_est = Sin((F("lon") - Value(longitude)) * Value(moitie))
        carre = Power(angle_nord, Value(2.0)) + Power(angle_est, Value(2.0)) * Cos(
            Radians("lat")
        ) * Value(math.cos(math.radians(latitude)))
        # Rounding may give antipodes a square just above 1, where ASin is undefined.
        arc = ASin(Sqrt(carre * Value(1 - 1e-14)))
        diametre = Value(2 * RAYON_DE_LA_TERRE)
        return self.avec_position().annotate(
            distance=ExpressionWrapper(arc * diametre, output_field=FloatField())
        )

    def dans_un_rayon(self, latitude: float, longitude: float, km: float) -> Self:
        """Places within `km`, with `distance`; a rectangle first, so that indexes are used."""
        ecart = km / KM_PAR_DEGRE
        ecart_est = ecart / max(math.cos(math.radians(latitude)), 0.01)
        nord_sud = (latitude - ecart, latitude + ecart)
        est_ouest = (longitude - ecart_est, longitude + ecart_est)
        chez_eux = self.model.objects.filter(latitude__range=nord_sud, longitude__range=est_ouest)
        communes = Commune.objects.filter(latitude__range=nord_sud, longitude__range=est_ouest)
        au_centre = self.model.objects.filter(latitude=None, commune__in=communes)
        # A union: with an OR the database would read every place.
        rectangle = chez_eux.order_by().values("pk").union(au_centre.order_by().values("pk"))
        proches = self.filter(pk__in=rectangle).avec_distance(latitude, longitude)
        return proches.filter(distance__lte=km)

    def pour_la_liste(self) -> Self:
        """Select what a card shows and no more: commune, `activites`, `labels_valides`."""
        activites = Terme.objects.de(Famille.ACTIVITE).only("libelle")
        return (
            self.select_related("commune")
            .only("nom", "slug", "photo", "presentation_resume", *SUR_LA_CARTE)
            .prefetch_related(Prefetch("termes", activites, to_attr="activites"))
            .avec_labels_valides()
        )

    def pour_la_fiche(self) -> Self:
        """Select all that the page of a place shows, except its workshops."""
        return (
            self.select_related("commune__departement")
            .defer("recherche")
            .prefetch_related("espaces", "termes")
            .avec_labels_valides()
        )

    def avec_labels_valides(self) -> Self:
        """Prefetch `labels_valides`, the labels valid today."""
        valides = Labellisation.objects.valides().select_related("label").order_by("label__nom")
        valides = valides.only("lieu", "label__nom", "label__slug")
        return self.prefetch_related(Prefetch("labellisations", valides, to_attr="labels_valides"))

    def _liens_aux_termes(self) -> Self:
        return self.model.termes.through.objects
