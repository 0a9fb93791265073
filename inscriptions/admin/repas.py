"""The meals of a day in the back office: orders, waiting people, meals to give away."""

from collections import Counter
from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ateliers.models import Atelier, Repas
from ateliers.programme.compte import CompteDeRepas

from ..models import Couvert, Inscription, Redistribution
from ..models.enums import COMMANDES, EtatCouvert, Regime
from ..models.lecteurs import VOIR_LE_SENSIBLE
from ..places.couverts import repas_du_jour
from ..places.repas import donner
from ..refus import Refus


class DonnerForm(forms.Form):
    """Choose who gets the meal: waiting people in order, then confirmed people without a meal."""

    destinataire = forms.TypedChoiceField(label=_("Donner à"), coerce=int)

    def __init__(self, *args, table, rendu, **kwargs):
        super().__init__(*args, auto_id=f"couvert-{rendu.pk}-%s", **kwargs)
        self.rendu = rendu
        self.fields["destinataire"].choices = [
            (nom, personnes) for nom, personnes in table.candidats(rendu) if personnes
        ]

    def a_quelqu_un(self) -> bool:
        return bool(self.fields["destinataire"].choices)


@dataclass
class Table:
    """One meal and its people by state; `sensible`: the reader may see diets."""

    repas: Repas
    compte: CompteDeRepas
    sensible: bool
    presentes: list[Inscription]
    couverts: list[Couvert] = field(default_factory=list)

    def en_attente(self) -> list[Couvert]:
        attendent = [c for c in self.couverts if c.etat == EtatCouvert.EN_ATTENTE]
        return [c for c in attendent if c.inscription.est_confirmee]

    def a_redistribuer(self) -> list[Couvert]:
        return [c for c in self.couverts if c.etat == EtatCouvert.A_REDISTRIBUER]

    def redistribues(self) -> list[Redistribution]:
        return [r for c in self.couverts for r in c.redistributions.all()]

    def a_donner(self) -> list[DonnerForm]:
        return [DonnerForm(table=self, rendu=couvert) for couvert in self.a_redistribuer()]

    def par_regime(self) -> list[tuple[str, int]]:
        """Ordered meals by diet, without names, for the caterer."""
        comptes = Counter(c.regime for c in self.couverts if c.etat in COMMANDES)
        return [(regime.label, comptes[regime]) for regime in Regime if comptes[regime]]

    def allergies(self) -> list[str]:
        return sorted(c.allergie for c in self.couverts if c.etat in COMMANDES and c.allergie)

    def candidats(self, rendu: Couvert):
        """People without an ordered meal, and the one who left `rendu` if she comes after all."""
        attendent = {c.inscription_id: c for c in self.en_attente()}
        prises = {
            c.inscription_id for c in self.couverts if c.etat in COMMANDES and c.pk != rendu.pk
        }
        sans_repas = [
            inscription
            for inscription in self.presentes
            if inscription.pk not in prises and inscription.pk not in attendent
        ]
        yield (
            _("En attente de ce repas"),
            [(cle, self._attendante(c)) for cle, c in attendent.items()],
        )
        yield (
            _("Sans repas"),
            [(inscription.pk, inscription.nom_complet) for inscription in sans_repas],
        )

    def _attendante(self, couvert: Couvert) -> str:
        """Give the diet beside the name: the meal may not suit it."""
        nom = couvert.inscription.nom_complet
        if not self.sensible or couvert.regime in ("", Regime.SANS):
            return nom
        return f"{nom} – {couvert.get_regime_display()} {couvert.allergie}".strip()


def tables(atelier: Atelier, sensible: bool) -> list[Table]:
    presentes = list(atelier.inscriptions.confirmees().order_by("nom", "prenom", "pk"))
    tables_par_repas = {
        du_jour.repas.pk: Table(du_jour.repas, du_jour.compte, sensible, presentes)
        for du_jour in repas_du_jour(atelier)
    }
    donnes = Redistribution.objects.select_related("recu__inscription", "par")
    couverts = (
        Couvert.objects.filter(repas__in=tables_par_repas)
        .exclude(etat=EtatCouvert.ANNULE)
        .select_related("inscription")
        .prefetch_related(Prefetch("redistributions", donnes))
        .order_by("demande_le", "pk")
    )
    for couvert in couverts:
        tables_par_repas[couvert.repas_id].couverts.append(couvert)
    return list(tables_par_repas.values())


def vue_repas(bureau, request, pk):
    if not bureau.has_view_permission(request):
        raise PermissionDenied
    atelier = get_object_or_404(Atelier.objects.avec_places(), pk=pk)
    sensible = request.user.has_perm(VOIR_LE_SENSIBLE)
    contexte = {
        **bureau.admin_site.each_context(request),
        "title": _("Repas"),
        "atelier": atelier,
        "tables": tables(atelier, sensible),
        "sensible": sensible,
        "peut_donner": bureau.has_annuler_permission(request) and not atelier.est_passe(),
    }
    return render(request, "admin/inscriptions/repas.html", contexte)


def vue_donner(bureau, request, pk):
    """`pk` is the meal given back; the person who gets it must come and have no meal."""
    if not bureau.has_annuler_permission(request):
        raise PermissionDenied
    rendu = get_object_or_404(Couvert.objects.select_related("repas__atelier"), pk=pk)
    atelier = rendu.repas.atelier
    (table,) = [t for t in tables(atelier, sensible=False) if t.repas.pk == rendu.repas_id]
    form = DonnerForm(request.POST, table=table, rendu=rendu)
    if form.is_valid():
        _donner(
            request, rendu, get_object_or_404(Inscription, pk=form.cleaned_data["destinataire"])
        )
    else:
        messages.error(request, _("Choisissez quelqu’un qui vient et n’a pas de repas."))
    return redirect("admin:repas_du_jour", atelier.pk)


def _donner(request, rendu, inscription):
    try:
        recu = donner(rendu, inscription, par=request.user)
    except Refus as refus:
        messages.error(request, refus.pour_l_equipe())
    else:
        phrase = _("Le repas va à %(personne)s.")
        messages.success(request, phrase % {"personne": recu.inscription.nom_complet})
