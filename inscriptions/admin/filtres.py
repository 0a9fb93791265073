from datetime import timedelta

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ateliers.enums import EtatInscription
from ateliers.models import Atelier, Cycle
from reseau.socle.administration.garde import est_une_cle
from reseau.socle.dates import jour_en_bref

ATELIERS_PROPOSES = 40


class EtatFilter(admin.SimpleListFilter):
    """One state at a time: a list never mixes registered and waiting people."""

    title = _("état")
    parameter_name = "etat"

    def __init__(self, request, *args):
        self.request = request
        super().__init__(request, *args)

    def lookups(self, request, model_admin):
        return EtatInscription.choices

    def choices(self, changelist):
        """Give the number of rows of each state, so that a search also shows people who wait."""
        courant = self.value() or EtatInscription.CONFIRMEE
        tous = changelist.get_queryset(self.request, exclude_parameters=[self.parameter_name])
        nombres = tous.compter_par_etat()
        for valeur, libelle in self.lookup_choices:
            yield {
                "selected": str(valeur) == courant,
                "query_string": changelist.get_query_string({self.parameter_name: valeur}),
                "display": f"{libelle} ({nombres.get(valeur, 0)})",
            }

    def queryset(self, request, queryset):
        etat = self.value()
        connu = etat in EtatInscription.values
        return queryset.dans_l_etat(etat if connu else EtatInscription.CONFIRMEE)


class PeriodeFilter(admin.SimpleListFilter):
    """Days to come by default; all days when a search, a day or a cycle is given."""

    title = _("période")
    parameter_name = "periode"
    A_VENIR, PASSEES, TOUTES_LES_JOURNEES = "a_venir", "passees", "toutes"

    def __init__(self, request, params, *args):
        choisi = any(request.GET.get(nom) for nom in ("atelier", "cycle", "q"))
        self.defaut = self.TOUTES_LES_JOURNEES if choisi else self.A_VENIR
        super().__init__(request, params, *args)

    def lookups(self, request, model_admin):
        return [
            (self.A_VENIR, _("journées à venir")),
            (self.PASSEES, _("journées passées")),
            (self.TOUTES_LES_JOURNEES, _("toutes")),
        ]

    def choices(self, changelist):
        courant = self.value() or self.defaut
        for valeur, libelle in self.lookup_choices:
            yield {
                "selected": valeur == courant,
                "query_string": changelist.get_query_string({self.parameter_name: valeur}),
                "display": libelle,
            }

    def queryset(self, request, queryset):
        periode = self.value() or self.defaut
        if periode == self.A_VENIR:
            return queryset.a_venir()
        return queryset.passees() if periode == self.PASSEES else queryset


class ReconfirmationFilter(admin.SimpleListFilter):
    """Find the people to call before the list goes to the host and the caterer."""

    title = _("reconfirmation")
    parameter_name = "reconfirmation"

    def lookups(self, request, model_admin):
        return [
            ("oui", _("a reconfirmé")),
            ("silence", _("n’a pas répondu")),
            ("non_demandee", _("pas encore interrogée")),
        ]

    def queryset(self, request, queryset):
        silence = Q(reconfirmee_le=None)
        choix = {
            "oui": ~silence,
            "silence": silence & Q(reconfirmation_demandee=True),
            "non_demandee": silence & Q(reconfirmation_demandee=False),
        }
        return queryset.filter(choix.get(self.value(), Q()))


class AccesFilter(admin.SimpleListFilter):
    """Find people with a seat on a reserved day who lost the right to it: the team decides."""

    title = _("accès")
    parameter_name = "acces"

    def lookups(self, request, model_admin):
        return [("perdu", _("droit perdu : à décider"))]

    def queryset(self, request, queryset):
        return queryset.sans_acces() if self.value() == "perdu" else queryset


class AtelierFilter(admin.SimpleListFilter):
    """Offer recent and coming days, not thousands of old ones, reached from their own page."""

    title = _("atelier")
    parameter_name = "atelier"

    def lookups(self, request, model_admin):
        recents = Q(fin__gte=timezone.now() - timedelta(days=30))
        choisi = self.used_parameters.get(self.parameter_name)
        proches = Atelier.objects.filter(recents).exclude(publie_le=None)[:ATELIERS_PROPOSES]
        ateliers = {atelier.pk: atelier for atelier in proches}
        if choisi and est_une_cle(Atelier._meta.pk, choisi) and int(choisi) not in ateliers:
            ateliers |= {atelier.pk: atelier for atelier in Atelier.objects.filter(pk=choisi)}
        return [
            (cle, f"{jour_en_bref(atelier.debut)} – {atelier}") for cle, atelier in ateliers.items()
        ]

    def queryset(self, request, queryset):
        return filtrer(queryset, "atelier", self.value())


class CycleFilter(admin.SimpleListFilter):
    title = _("cycle")
    parameter_name = "cycle"

    def lookups(self, request, model_admin):
        return [(cycle.pk, cycle.titre) for cycle in Cycle.objects.exclude(publie_le=None)]

    def queryset(self, request, queryset):
        return filtrer(queryset, "atelier__cycle", self.value())


def filtrer(queryset, chemin, valeur):
    """Filter by key; any other value is ignored.

    The address gives the key as text, the counts of facets give the key itself.
    """
    cle = queryset.model._meta.pk
    return queryset.filter(**{chemin: valeur}) if valeur and est_une_cle(cle, valeur) else queryset
