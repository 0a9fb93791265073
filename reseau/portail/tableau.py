"""The dashboard of the back office: the work of the day, each panel for who may see it."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ateliers.enums import Format, Statut
from ateliers.models import Atelier, Cycle, Repas
from inscriptions.models import Inscription, Proposition
from inscriptions.models.enums import EtatCouvert
from reseau.models import Personne, Reseau
from reseau.socle.courriels.models import Courriel
from reseau.socle.grammaire import ngettext

LIGNES = 8
BIENTOT = timedelta(days=7)


@dataclass(frozen=True)
class Alerte:
    """A task for the team: a sentence, and the page to go to."""

    phrase: str
    adresse: str


@dataclass(frozen=True)
class JourneeAVenir:
    """A day, and one sentence for each of its meals."""

    atelier: Atelier
    repas: list[str]


@dataclass
class TableauDeBord:
    ateliers: list[JourneeAVenir] | None = None
    cycles_en_brouillon: list[Cycle] | None = None
    ateliers_en_brouillon: list[Atelier] | None = None
    courriels_en_echec: list[Courriel] | None = None
    inscriptions: list[Inscription] | None = None
    alertes: list[Alerte] = field(default_factory=list)
    raccourcis: list[tuple[str, str]] = field(default_factory=list)


def dresser(personne, a=None) -> TableauDeBord:
    """Read what `personne` may see; a panel she may not see stays None."""
    a = a or timezone.now()
    tableau = TableauDeBord(raccourcis=_raccourcis(personne))
    if personne.has_perm("ateliers.view_atelier"):
        a_venir = list(_ateliers_a_venir(a)[:LIGNES])
        tableau.ateliers = [
            JourneeAVenir(atelier, [_phrase_repas(repas) for repas in atelier.repas.all()])
            for atelier in a_venir
        ]
        tableau.ateliers_en_brouillon = list(_brouillons_isoles()[:LIGNES])
        tableau.alertes += [alerte for atelier in a_venir for alerte in _veiller(atelier, a)]
        tableau.alertes += _comptes_rendus_manquants(a)
    if personne.has_perm("ateliers.view_cycle"):
        tableau.cycles_en_brouillon = list(_cycles_a_publier()[:LIGNES])
    if personne.has_perm("reseau.view_courriel"):
        tableau.courriels_en_echec = list(_courriels_a_reprendre()[:LIGNES])
    if personne.has_perm("inscriptions.view_inscription"):
        tableau.alertes = [*_hors_d_atteinte(personne), *tableau.alertes]
        tableau.inscriptions = list(
            Inscription.objects.select_related("atelier")
            .prefetch_related("propositions")
            .order_by("-demandee_le", "-pk")[:LIGNES]
        )
    return tableau


def _courriels_a_reprendre():
    """Failed mails that somebody still waits for; a person who changed her address does not."""
    inscriptions = Inscription.objects.encore_la().a_venir().avec_lecteur()
    comptes = Personne.objects.filter(is_active=True).values("email")
    return (
        Courriel.objects.en_panne()
        .avec_adresse()
        .filter(
            Q(adresse__in=inscriptions.values("lecteur"))
            | Q(adresse__in=comptes)
            | Q(adresse=Reseau.objects.le_notre().courriel.lower())
        )
    )


def _hors_d_atteinte(personne):
    """People whom our letters do not reach; those with an offer first, since it expires."""
    page = reverse("admin:inscriptions_hors_d_atteinte")
    offre = Proposition.objects.valables().filter(inscription=OuterRef("pk"))
    compte = (
        Inscription.objects.hors_d_atteinte()
        .annotate(offre=Exists(offre))
        .aggregate(toutes=Count("pk"), offres=Count("pk", filter=Q(offre=True)))
    )
    if compte["offres"]:
        yield Alerte(_phrase_offres_perdues(compte["offres"]), page)
    if compte["toutes"]:
        yield Alerte(_phrase_hors_d_atteinte(compte["toutes"]), page)
    if personne.has_perm("reseau.view_personne"):
        comptes = Personne.objects.hors_d_atteinte().count()
        if comptes:
            yield Alerte(_phrase_comptes(comptes), page)


def _phrase_offres_perdues(nombre) -> str:
    phrase = ngettext(
        "%(nombre)d place est proposée à quelqu’un que nos courriels n’atteignent pas.",
        "%(nombre)d places sont proposées à des personnes que nos courriels n’atteignent pas.",
        nombre,
    )
    return phrase % {"nombre": nombre}


def _phrase_hors_d_atteinte(nombre) -> str:
    phrase = ngettext(
        "%(nombre)d inscription à venir dont les courriels ne partent pas : corrigez l’adresse.",
        "%(nombre)d inscriptions à venir dont les courriels ne partent pas : corrigez l’adresse.",
        nombre,
    )
    return phrase % {"nombre": nombre}


def _phrase_comptes(nombre) -> str:
    phrase = ngettext(
        "%(nombre)d compte dont les courriels ne partent pas.",
        "%(nombre)d comptes dont les courriels ne partent pas.",
        nombre,
    )
    return phrase % {"nombre": nombre}


def _ateliers_a_venir(a):
    """Published and to come, with their seats and the meals booked."""
    reserves = Count("couverts", filter=Q(couverts__etat=EtatCouvert.CONFIRME))
    rendus = Count("couverts", filter=Q(couverts__etat=EtatCouvert.A_REDISTRIBUER))
    repas = Repas.objects.annotate(nb_reserves=reserves, nb_a_redistribuer=rendus)
    return (
        Atelier.objects.publies()
        .a_venir(a)
        .avec_places()
        .avec_demandes()
        .select_related("lieu__commune", "cycle")
        .prefetch_related(Prefetch("repas", repas))
        .order_by("debut", "pk")
    )


def _phrase_repas(repas) -> str:
    """« Déjeuner : 6 repas réservés sur 15 »."""
    reserves = ngettext("%(nombre)d repas réservé", "%(nombre)d repas réservés", repas.nb_reserves)
    limite = "" if repas.capacite is None else _(" sur %(nombre)d") % {"nombre": repas.capacite}
    return _("%(repas)s : %(reserves)s%(limite)s") % {
        "repas": capfirst(repas.get_type_display()),
        "reserves": reserves % {"nombre": repas.nb_reserves},
        "limite": limite,
    }


def _brouillons_isoles():
    """Draft days that no publication of a draft cycle will publish."""
    return (
        Atelier.objects.filter(statut=Statut.BROUILLON)
        .exclude(cycle__statut=Statut.BROUILLON)
        .select_related("cycle")
        .order_by("debut")
    )


def _cycles_a_publier():
    return (
        Cycle.objects.filter(statut=Statut.BROUILLON)
        .annotate(nb_journees=Count("ateliers"))
        .order_by("-cree_le")
    )


def _veiller(atelier, a):
    """Tasks of one of the next days, in the order in which they come."""
    fiche = reverse("admin:ateliers_atelier_change", args=[atelier.pk])
    file = reverse("admin:inscriptions_file", args=[atelier.pk])
    if atelier.nb_a_approuver:
        yield Alerte(_phrase_demandes(atelier), file)
    if atelier.nb_en_attente:
        yield Alerte(_phrase_file(atelier), file)
    if a_redistribuer := sum(repas.nb_a_redistribuer for repas in atelier.repas.all()):
        repas_du_jour = reverse("admin:repas_du_jour", args=[atelier.pk])
        yield Alerte(_phrase_a_redistribuer(atelier, a_redistribuer), repas_du_jour)
    if atelier.debut - a > BIENTOT:
        return
    if atelier.format != Format.SUR_PLACE and not atelier.lien_visio:
        yield Alerte(
            _("« %(titre)s » a lieu bientôt, en ligne, sans lien de visioconférence.")
            % {"titre": atelier},
            fiche,
        )
    if not atelier.nb_inscrits:
        yield Alerte(
            _("« %(titre)s » a lieu dans moins d’une semaine, sans personne d’inscrit.")
            % {"titre": atelier},
            fiche,
        )


def _phrase_demandes(atelier) -> str:
    phrase = ngettext(
        "« %(titre)s » : %(nombre)d demande attend votre réponse.",
        "« %(titre)s » : %(nombre)d demandes attendent votre réponse.",
        atelier.nb_a_approuver,
    )
    return phrase % {"titre": atelier, "nombre": atelier.nb_a_approuver}


def _phrase_file(atelier) -> str:
    phrase = ngettext(
        "« %(titre)s » : %(nombre)d personne en liste d’attente.",
        "« %(titre)s » : %(nombre)d personnes en liste d’attente.",
        atelier.nb_en_attente,
    )
    return phrase % {"titre": atelier, "nombre": atelier.nb_en_attente}


def _phrase_a_redistribuer(atelier, nombre) -> str:
    phrase = ngettext(
        "« %(titre)s » : %(nombre)d repas commandé est à donner à quelqu’un d’autre.",
        "« %(titre)s » : %(nombre)d repas commandés sont à donner à d’autres.",
        nombre,
    )
    return phrase % {"titre": atelier, "nombre": nombre}


def _comptes_rendus_manquants(a):
    recents = Atelier.objects.publies().passes(a).filter(fin__gte=a - timedelta(days=30))
    return [
        Alerte(
            _("« %(titre)s » est passé : son compte rendu n’est pas encore en ligne.")
            % {"titre": atelier},
            reverse("admin:ateliers_atelier_change", args=[atelier.pk]),
        )
        for atelier in recents.filter(compte_rendu="", documents=None).order_by("-debut")[:3]
    ]


def _raccourcis(personne) -> list[tuple[str, str]]:
    raccourcis = [
        ("ateliers.add_cycle", _("Nouveau cycle"), "admin:ateliers_cycle_add"),
        ("ateliers.add_atelier", _("Nouvel atelier"), "admin:ateliers_atelier_add"),
        ("reseau.add_actualite", _("Nouvelle actualité"), "admin:reseau_actualite_add"),
        ("reseau.change_reseau", _("Identité du réseau"), "admin:reseau_reseau_changelist"),
    ]
    return [
        (libelle, reverse(nom)) for droit, libelle, nom in raccourcis if personne.has_perm(droit)
    ]
