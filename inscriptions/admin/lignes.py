"""The rows of a registration, read only: meals, choices, answers, offers, letters, history."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from reseau.socle.administration.lecture import LigneEnLectureSeule

from ..models import ChangementEtat, ChoixDeSequence, Couvert, Proposition, Rappel, ReponseDonnee
from ..models.lecteurs import VOIR_LE_SENSIBLE


def voit_le_sensible(request) -> bool:
    return request.user.has_perm(VOIR_LE_SENSIBLE)


class CouvertInline(LigneEnLectureSeule):
    model = Couvert

    def get_fields(self, request, obj=None):
        lisibles = Couvert.donnees_personnelles.lisibles_par(request.user, "regime", "allergie")
        return ["repas", "etat", *lisibles]

    get_readonly_fields = get_fields


class ChoixInline(LigneEnLectureSeule):
    """Choices in slots with several sequences."""

    model = ChoixDeSequence
    fields = ["creneau", "sequence", "obtenu"]
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("creneau", "sequence")


class ReponseInline(LigneEnLectureSeule):
    """Sensitive answers are shown only to people who may see diets."""

    model = ReponseDonnee
    fields = ["question", "reponse"]
    readonly_fields = fields

    def get_queryset(self, request):
        reponses = super().get_queryset(request).select_related("question")
        return reponses if voit_le_sensible(request) else reponses.exclude(question__sensible=True)

    @admin.display(description=_("réponse"))
    def reponse(self, donnee):
        return " ; ".join(donnee.textes())


class ChangementInline(LigneEnLectureSeule):
    model = ChangementEtat
    fields = ["le", "avant", "apres", "par", "motif"]
    readonly_fields = fields


class PropositionInline(LigneEnLectureSeule):
    model = Proposition
    fields = ["faite_le", "expire_le", "etat", "close_le", "motif"]
    readonly_fields = fields


class RappelInline(LigneEnLectureSeule):
    """Letters sent before the day, and the date each of them gave."""

    model = Rappel
    fields = ["genre", "jour", "le"]
    readonly_fields = fields
