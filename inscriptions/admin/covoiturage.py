from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from reseau.socle.administration.lecture import LectureSeule

from ..models.covoiturage import MiseEnRelation, Trajet
from .filtres import AtelierFilter, filtrer


class JourneeFilter(AtelierFilter):
    def queryset(self, request, queryset):
        return filtrer(queryset, "inscription__atelier", self.value())


@admin.register(Trajet)
class TrajetAdmin(LectureSeule):
    """Trips, read only: people write them themselves, and they are erased 7 days after the day."""

    list_display = ["personne", "atelier", "role", "sens", "commune", "heure", "places", "prises"]
    list_filter = [JourneeFilter, "role", "sens"]
    list_select_related = ["inscription__atelier", "commune"]
    search_fields = ["inscription__nom", "inscription__prenom", "commune__nom"]
    fields = ["personne", "atelier", "role", "sens", "commune", "heure", "places", "message"]

    def get_queryset(self, request):
        return super().get_queryset(request).avec_accords()

    @admin.display(description=_("personne"), ordering="inscription__nom")
    def personne(self, trajet):
        return trajet.inscription.nom_complet

    @admin.display(description=_("atelier"), ordering="inscription__atelier__debut")
    def atelier(self, trajet):
        return trajet.inscription.atelier

    @admin.display(description=_("places prises"))
    def prises(self, trajet):
        return trajet.places - trajet.libres() if trajet.est_voiture else ""


@admin.register(MiseEnRelation)
class MiseEnRelationAdmin(LectureSeule):
    """Requests and answers, read only: the team settles a misunderstanding, it does not decide."""

    list_display = ["conducteur", "personne", "atelier", "sens", "etat", "demandee_le"]
    list_filter = ["etat", "demandee_par", "demandee_le"]
    list_select_related = ["voiture__inscription__atelier", "passager__inscription"]
    search_fields = ["voiture__inscription__nom", "passager__inscription__nom"]
    fields = [*list_display, "demandee_par", "repondue_le"]

    @admin.display(description=_("voiture"))
    def conducteur(self, demande):
        return demande.voiture.inscription.nom_complet

    @admin.display(description=_("passager ou passagère"))
    def personne(self, demande):
        return demande.passager.inscription.nom_complet

    @admin.display(description=_("atelier"))
    def atelier(self, demande):
        return demande.voiture.inscription.atelier
