"""Meals on a sheet: one name for each service, and what the caterer cooks."""

from datetime import date

from django.db.models import Count, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from ateliers.enums import EtatInscription, TypeRepas
from ateliers.models import Atelier, Repas
from ateliers.programme.models import DANS_L_ORDRE

from ..models import Couvert
from ..models.enums import COMMANDES, EtatCouvert, Regime

Service = tuple[int, str]  # rank of the day, from 0, and kind of meal

A_NOURRIR = Q(etat=EtatCouvert.CONFIRME, inscription__etat=EtatInscription.CONFIRMEE)


def service(atelier: Atelier, type_: str, jour: date | None) -> Service:
    """The service of a meal, shared by several days: lunch of the first day, of the second…"""
    return (0 if jour is None else (jour - localdate(atelier.debut)).days, type_)


def services(ateliers: list[Atelier]) -> list[Service]:
    """Services with at least one meal, in the order of the day."""
    servis = {service(a, repas.type, repas.jour) for a in ateliers for repas in a.repas.all()}
    ordre = [type_.value for type_ in TypeRepas]
    return sorted(servis, key=lambda s: (s[0], ordre.index(s[1])))


def nom(service: Service) -> str:
    """« Déjeuner », « Dîner (2ᵉ jour) »."""
    rang, type_ = service
    repas = str(TypeRepas(type_).label).capitalize()
    return _("%(repas)s (%(rang)dᵉ jour)") % {"repas": repas, "rang": rang + 1} if rang else repas


def commander(ateliers: list[Atelier], par_regime: bool) -> list[tuple[Repas, list]]:
    """Meals to cook by day, meal and (if asked) diet, without names; and meals nobody eats yet.

    By diet, allergies are written in full, since a cook needs the words; a meal on several lines
    ends with its total.
    """
    detail = ["regime", "allergie"] if par_regime else []
    comptes = (
        Couvert.objects.filter(repas__atelier__in=ateliers)
        .filter(A_NOURRIR | Q(etat=EtatCouvert.A_REDISTRIBUER))
        .order_by("repas", *detail)
        .values_list("repas", *detail)
        .annotate(
            commandes=Count("pk", filter=Q(etat__in=COMMANDES)),
            a_redistribuer=Count("pk", filter=Q(etat=EtatCouvert.A_REDISTRIBUER)),
        )
    )
    par_repas = {}
    for cle, *regime, commandes, a_redistribuer in comptes:
        par_repas.setdefault(cle, []).append([*regime, commandes, a_redistribuer])
    repas = Repas.objects.filter(pk__in=par_repas).select_related("atelier")
    dans_l_ordre = repas.order_by("atelier__debut", "atelier__titre", "atelier", *DANS_L_ORDRE)
    lignes = _par_regime if par_regime else list
    return [(repas, ligne) for repas in dans_l_ordre for ligne in lignes(par_repas[repas.pk])]


def _par_regime(comptes: list[list]) -> list[list]:
    """Diets in the order of the form, then the total."""
    ordre = ["", *Regime.values]
    comptes = sorted(comptes, key=lambda compte: (ordre.index(compte[0]), compte[1]))
    lignes = [[_plat(regime, allergie), *nombres] for regime, allergie, *nombres in comptes]
    if len(lignes) == 1:
        return lignes
    totaux = [sum(compte[rang] for compte in comptes) for rang in (2, 3)]
    return [*lignes, [_("total"), *totaux]]


def _plat(regime: str, allergie: str) -> str:
    if allergie:
        return _("allergie : %(quoi)s") % {"quoi": allergie}
    return str(Regime(regime).label) if regime else ""
