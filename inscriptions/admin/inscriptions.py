from django.contrib import admin
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from ateliers.enums import EtatInscription
from ateliers.models import Atelier, Cycle
from reseau.socle.administration.garde import est_une_cle
from reseau.socle.administration.lecture import LectureSeule
from reseau.socle.courriels.pannes import marque, panne_de
from reseau.socle.dates import en_bref, jour_en_bref
from reseau.templatetags.typographie import telephone

from ..courriels.lettre import destinataire_de
from ..feuilles.par_qui import par_qui
from ..feuilles.voisinage import voisinages
from ..models import Inscription
from ..models.cible import cible_de
from ..models.enums import AccesPerdu
from . import adresses, decisions, ecritures, file, journee
from .filtres import (
    AccesFilter,
    AtelierFilter,
    CycleFilter,
    EtatFilter,
    PeriodeFilter,
    ReconfirmationFilter,
)
from .lignes import (
    ChangementInline,
    ChoixInline,
    CouvertInline,
    PropositionInline,
    RappelInline,
    ReponseInline,
    voit_le_sensible,
)

SAUT_DE_LIGNE = mark_safe("<br>")
TONS = {
    EtatInscription.CONFIRMEE: "succes",
    EtatInscription.EN_ATTENTE: "alerte",
    EtatInscription.DEMANDEE: "alerte",
    EtatInscription.ANNULEE: "neutre",
    EtatInscription.REFUSEE: "neutre",
}


@admin.register(Inscription)
class InscriptionAdmin(LectureSeule):
    """Lists by state; changes to a seat go through `inscriptions.places`."""

    list_display = [
        "qui",
        "jour",
        "joindre",
        "repas_pris",
        "reconfirmation",
        "demande",
    ]
    list_filter = [
        EtatFilter,
        PeriodeFilter,
        AtelierFilter,
        CycleFilter,
        ReconfirmationFilter,
        AccesFilter,
        "profil",
    ]
    list_select_related = ["atelier", "dossier__inscrit_par"]
    list_per_page = 100
    ordering = ["atelier__debut", "atelier_id", "demandee_le", "pk"]
    search_fields = ["prenom", "nom", "courriel", "structure"]
    actions = ["annuler"]
    inlines = [
        CouvertInline,
        ChoixInline,
        PropositionInline,
        ReponseInline,
        RappelInline,
        ChangementInline,
    ]

    def get_urls(self):
        garde = self.admin_site.admin_view
        return [
            path("annuler/", garde(self.vue_annuler), name="inscriptions_annuler"),
            path("file/<int:pk>/", garde(self.vue_file), name="inscriptions_file"),
            path("<int:pk>/avancer/", garde(self.vue_avancer), name="inscription_avancer"),
            path("<int:pk>/approuver/", garde(self.vue_approuver), name="inscription_approuver"),
            path("<int:pk>/maintenir/", garde(self.vue_maintenir), name="inscription_maintenir"),
            path("<int:pk>/refuser/", garde(self.vue_refuser), name="inscription_refuser"),
            path("<int:pk>/modifier/", garde(self.vue_modifier), name="inscription_modifier"),
            path("<int:pk>/adresse/", garde(self.vue_adresse), name="inscription_adresse"),
            path("<int:pk>/renvoyer/", garde(self.vue_renvoyer), name="inscription_renvoyer"),
            path(
                "hors-d-atteinte/",
                garde(self.vue_hors_d_atteinte),
                name="inscriptions_hors_d_atteinte",
            ),
            *journee.pages(self),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        inscriptions = super().get_queryset(request).avec_rang().avec_reconfirmation_demandee()
        inscriptions = inscriptions.avec_acces_perdu().avec_panne()
        return inscriptions.prefetch_related("couverts__repas", "propositions")

    def get_fieldsets(self, request, obj=None):
        declarees = Inscription.donnees_personnelles
        sensibles = declarees.lisibles_par(request.user, "besoins_acces")
        return [
            (
                None,
                {
                    "fields": [
                        "etat_colore",
                        "acces",
                        "rang",
                        "atelier",
                        "demandee_le",
                        "reconfirmation",
                        "dossier",
                        "inscrite_par",
                    ]
                },
            ),
            (
                _("Personne"),
                {
                    "fields": [
                        ("prenom", "nom"),
                        "courriel",
                        "telephone",
                        "structure",
                        "profil",
                        "commune",
                        *sensibles,
                    ]
                },
            ),
        ]

    def has_add_permission(self, request):
        return request.user.has_perm("inscriptions.add_inscription")

    def has_annuler_permission(self, request):
        return request.user.has_perm("inscriptions.change_inscription")

    has_corriger_permission = has_annuler_permission

    def has_modifier_permission(self, request):
        """The form shows diets and access needs: a person who cannot see them would erase them."""
        return self.has_annuler_permission(request) and voit_le_sensible(request)

    def get_list_display(self, request):
        """Show the rank in a list of waiting people; hide the day when one is chosen."""
        colonnes = [*self.list_display]
        if request.GET.get("etat") == EtatInscription.EN_ATTENTE:
            colonnes.insert(1, "rang")
        if request.GET.get("atelier"):
            colonnes.remove("jour")
        return colonnes

    def changelist_view(self, request, extra_context=None):
        contexte = {
            "title": _("Inscriptions"),
            "atelier_choisi": _choisi(Atelier.objects.avec_places(), request.GET.get("atelier")),
            "cycle_choisi": _choisi(Cycle.objects.all(), request.GET.get("cycle")),
        }
        contexte["voisinages"] = self._voisinages(contexte["atelier_choisi"])
        return super().changelist_view(request, {**contexte, **(extra_context or {})})

    @staticmethod
    def _voisinages(atelier):
        """Similar names among active people of the day: one person may be there twice."""
        if atelier is None:
            return []
        presentes = Inscription.objects.encore_la().filter(atelier=atelier)
        presentes = presentes.select_related("dossier").prefetch_related("propositions")
        return voisinages(presentes.order_by("demandee_le", "pk"))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        inscription = self.get_object(request, object_id)
        en_cours = bool(
            inscription and inscription.est_encore_la and not inscription.atelier.est_passe()
        )
        a_decider = en_cours and self.has_annuler_permission(request)
        droits = {
            "peut_avancer": a_decider and inscription.est_en_attente,
            "peut_maintenir": a_decider and bool(inscription.acces_perdu),
            "peut_approuver": a_decider and inscription.est_a_approuver,
            "peut_annuler": en_cours and self.has_annuler_permission(request),
            "peut_imprimer": bool(
                en_cours and inscription.dossier.code and self.has_add_permission(request)
            ),
            "peut_corriger": en_cours
            and self.has_corriger_permission(request)
            and bool(cible_de(inscription).courriel),
            "peut_renvoyer": en_cours
            and self.has_corriger_permission(request)
            and bool(destinataire_de(inscription)),
            "panne": en_cours and panne_de(destinataire_de(inscription)),
            "peut_modifier": en_cours and self.has_modifier_permission(request),
        }
        return super().change_view(
            request, object_id, form_url, {**(extra_context or {}), **droits}
        )

    def add_view(self, request, form_url="", extra_context=None):
        return ecritures.ajouter(self, request)

    def vue_modifier(self, request, pk):
        return ecritures.modifier(self, request, pk)

    @method_decorator(require_safe)
    def vue_hors_d_atteinte(self, request):
        return adresses.hors_d_atteinte(self, request)

    def vue_adresse(self, request, pk):
        return adresses.corriger_une_inscription(self, request, pk)

    @method_decorator(require_POST)
    def vue_renvoyer(self, request, pk):
        return adresses.renvoyer_une_inscription(self, request, pk)

    def vue_file(self, request, pk):
        return file.vue(self, request, pk)

    def vue_avancer(self, request, pk):
        return decisions.avancer(self, request, pk)

    @method_decorator(require_POST)
    def vue_approuver(self, request, pk):
        return decisions.approuver(self, request, pk)

    def vue_refuser(self, request, pk):
        return decisions.refuser(self, request, pk)

    def vue_maintenir(self, request, pk):
        return decisions.maintenir(self, request, pk)

    def vue_annuler(self, request):
        return ecritures.annuler(self, request)

    @admin.action(description=_("Annuler les inscriptions choisies…"), permissions=["annuler"])
    def annuler(self, request, queryset):
        return ecritures.demander_l_annulation(request, queryset)

    @admin.display(description=_("personne"), ordering="nom")
    def qui(self, inscription):
        nom = format_html("{}{}", inscription.nom_complet, marque(inscription))
        if perdu := AccesPerdu.dire(inscription.acces_perdu):
            nom = format_html('{} <span class="etiquette etiquette--alerte">{}</span>', nom, perdu)
        if plume := par_qui(inscription):
            return format_html("{} <small>{}</small>", nom, _("par %(nom)s") % {"nom": plume.nom})
        return nom

    @admin.display(description=_("atelier"), ordering="atelier__debut")
    def jour(self, inscription):
        return format_html("{} – {}", jour_en_bref(inscription.atelier.debut), inscription.atelier)

    @admin.display(description=_("structure et téléphone"), ordering="structure")
    def joindre(self, inscription):
        """The structure and a telephone link, to call from a phone too."""
        numero = inscription.telephone
        appel = numero and format_html(
            '<a href="tel:{}">{}</a>', numero.replace(" ", ""), telephone(numero)
        )
        lignes = [ligne for ligne in (inscription.structure, appel) if ligne]
        return format_html_join(SAUT_DE_LIGNE, "{}", zip(lignes))

    @admin.display(description=_("demandée le"), ordering="demandee_le")
    def demande(self, inscription):
        return en_bref(inscription.demandee_le)

    @admin.display(description=_("reconfirmation"), ordering="reconfirmee_le")
    def reconfirmation(self, inscription):
        if inscription.reconfirmee_le:
            return _("le %(date)s") % {"date": en_bref(inscription.reconfirmee_le)}
        return _("n’a pas répondu") if inscription.reconfirmation_demandee else "–"

    @admin.display(description=_("inscription faite par"))
    def inscrite_par(self, inscription):
        plume = par_qui(inscription)
        return f"{plume.nom} – {plume.courriel}" if plume else "–"

    @admin.display(description=_("rang"))
    def rang(self, inscription):
        if inscription.etat_lu != EtatInscription.EN_ATTENTE:
            return "–"
        if proposition := inscription.proposition():
            return _("place proposée jusqu’au %(date)s") % {"date": en_bref(proposition.expire_le)}
        return inscription.rang_dans_la_file

    @admin.display(description=_("accès"))
    def acces(self, inscription):
        """The reason of a lost right, or that the team lets the person come without it."""
        if inscription.maintenue_le:
            date = en_bref(inscription.maintenue_le)
            return _("l’équipe la laisse venir (%(date)s)") % {"date": date}
        return AccesPerdu.dire(inscription.acces_perdu) or "–"

    @admin.display(description=_("état"))
    def etat_colore(self, inscription):
        return format_html(
            '<span class="etiquette etiquette--{}">{}</span>',
            TONS[inscription.etat_lu],
            inscription.etat_lu.label,
        )

    @admin.display(description=_("repas"))
    def repas_pris(self, inscription):
        couverts = inscription.couverts.all()
        textes = [f"{c.repas} ({c.get_etat_display()})" for c in couverts]
        return ", ".join(textes) or "–"


def _choisi(lignes, cle):
    return (
        lignes.filter(pk=cle).first() if cle and est_une_cle(lignes.model._meta.pk, cle) else None
    )
